/** @module The bytes of a file that somebody sent, with a limit: neither the size Telegram tells nor the way is trusted. */

import http from 'node:http';
import https from 'node:https';
import type { Api } from 'grammy';
import type { TelegramConfig } from '../config.js';
import { JudianError } from '../errors.js';
import { TunnelAgent } from './proxy.js';
import { describeError, networkReason } from './telegram-errors.js';

/** Silence on the line for so long ends a download, in milliseconds. */
const SILENCE = 30_000;
const WAITS: readonly number[] = [500, 1_500];

export interface DownloadOptions {
  /** How it is called in errors. */
  readonly name: string;
  /** Bytes. */
  readonly limit: number;
  readonly limitText: string;
}

/**
 * Downloads the file of `fileId`.
 * @throws JudianError UPLOAD_TOO_LARGE, UPLOAD_FAILED
 */
export async function download(api: Api, fileId: string, config: Pick<TelegramConfig, 'apiRoot' | 'proxyUrl' | 'token'>, options: DownloadOptions): Promise<Uint8Array> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await downloadOnce(api, fileId, config, options);
    } catch (error) {
      if (error instanceof JudianError) throw error;
      if (/file is too big/i.test(describeError(error))) throw tooLarge(options);
      const wait = WAITS[attempt];
      // It has no cause on purpose: the address holds the token.
      if (wait === undefined) throw new JudianError('UPLOAD_FAILED', { file: options.name, reason: networkReason(error) });
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function downloadOnce(
  api: Api,
  fileId: string,
  { apiRoot, proxyUrl, token }: Pick<TelegramConfig, 'apiRoot' | 'proxyUrl' | 'token'>,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const { file_path: path, file_size: size = 0 } = await api.getFile(fileId);
  if (size > options.limit) throw tooLarge(options);
  if (path === undefined) throw new Error('no path to the file');
  const url = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
  const agent = proxyUrl === null ? undefined : new TunnelAgent(proxyUrl, apiRoot);
  try {
    return await read(url, agent, options);
  } finally {
    agent?.destroy();
  }
}

function read(url: string, agent: http.Agent | undefined, options: DownloadOptions): Promise<Uint8Array> {
  const { get } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: SILENCE, ...(agent ? { agent } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`${response.statusCode} ${response.statusMessage ?? ''}`.trim()));
        return;
      }
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > options.limit) request.destroy(tooLarge(options));
      });
      response.on('end', () => (response.complete ? resolve(Buffer.concat(chunks)) : reject(new Error('cut off'))));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', reject);
  });
}

function tooLarge({ name, limitText }: DownloadOptions): JudianError {
  return new JudianError('UPLOAD_TOO_LARGE', { file: name, limit: limitText });
}
