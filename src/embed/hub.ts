/** @module Fetches a model from a hub with the addresses of huggingface.co, once: afterwards it is a folder like any other. */

import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { JudianError, reasonOf } from '../errors.js';
import { MODEL_FILES } from './model-folder.js';
import { RECIPE_FILES } from './recipe.js';

export interface Hub {
  /** Address of the hub or of its mirror, without a trailing slash. */
  readonly endpoint: string;
  /** Folder that models are kept in, each as `owner/name`. */
  readonly folder: string;
}

export interface DownloadProgress {
  readonly stage: 'download';
  readonly file: string;
  /** Bytes; `total` is 0 while it is not known. */
  readonly done: number;
  readonly total: number;
}

/** A hub that sends nothing for this long is taken for unreachable, in milliseconds. */
const SILENCE_MS = 30_000;
/** What hubs answer for a model or file that is not there; of one that is not there they do not tell whether it is private. */
const ABSENT = [401, 403, 404];

/** The folder of the model `name` (`owner/name`) if it was fetched before. */
export async function fetchedModel(name: string, { folder }: Hub): Promise<string | null> {
  const target = path.join(folder, name);
  const present = await Promise.all(MODEL_FILES.map((file) => exists(path.join(target, file))));
  return present.every(Boolean) ? target : null;
}

/**
 * Fetches the files of the model `name` that are not there yet and gives its folder. A file appears only when it is
 * whole, so that a download that is cut off goes on where it stood, file by file.
 * @throws JudianError MODEL_UNREACHABLE, MODEL_UNKNOWN
 */
export async function fetchModel(name: string, hub: Hub, onProgress: (progress: DownloadProgress) => void, silenceMs = SILENCE_MS): Promise<string> {
  const target = path.join(hub.folder, name);
  for (const file of [...RECIPE_FILES, ...MODEL_FILES]) {
    const place = path.join(target, file);
    if (await exists(place)) continue;
    const isFound = await download(`${hub.endpoint}/${name}/resolve/main/${file}`, place, silenceMs, (done, total) => onProgress({ stage: 'download', file, done, total }))
      .catch((error: unknown) => {
        throw new JudianError('MODEL_UNREACHABLE', { name, hub: hub.endpoint, reason: causeOf(error) }, { cause: error });
      });
    if (!isFound && MODEL_FILES.some((needed) => needed === file)) throw new JudianError('MODEL_UNKNOWN', { name, hub: hub.endpoint, file });
  }
  return target;
}

/** False where the hub has no such file. */
async function download(url: string, place: string, silenceMs: number, onBytes: (done: number, total: number) => void): Promise<boolean> {
  const silence = new AbortController();
  const silent = (): void => silence.abort(new Error(`no answer for ${silenceMs / 1000} s`));
  let timer = setTimeout(silent, silenceMs);
  const draft = `${place}.${process.pid}.part`;
  try {
    const response = await fetch(url, { signal: silence.signal });
    if (ABSENT.includes(response.status)) return false;
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let done = 0;
    await mkdir(path.dirname(place), { recursive: true });
    await pipeline(
      Readable.fromWeb(response.body),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          clearTimeout(timer);
          timer = setTimeout(silent, silenceMs);
          done += chunk.length;
          onBytes(done, total);
          yield chunk;
        }
      },
      createWriteStream(draft),
      { signal: silence.signal },
    );
    await rename(draft, place);
    return true;
  } catch (error) {
    throw silence.signal.aborted ? silence.signal.reason : error;
  } finally {
    clearTimeout(timer);
    await rm(draft, { force: true });
  }
}

const exists = (place: string): Promise<boolean> => access(place).then(() => true, () => false);

/** `fetch` says only that it failed; why stands in the cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return reasonOf(cause) || code || reasonOf(error);
}
