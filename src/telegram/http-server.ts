/** @module The bot's own HTTP server: the health page, and the webhook where there is one. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReportDesk } from '../answer/index.js';
import type { HttpConfig } from '../config.js';
import { JudianError, reasonOf } from '../errors.js';
import type { Log } from './context.js';
import type { Health } from './health.js';
import { describeError } from './telegram-errors.js';

/** Answers a request whole. */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export const HEALTH_PATH = '/health';

/** A client that sends its request slower than this is cut off, in milliseconds. */
const REQUEST_LIMIT = 30_000;

export interface HttpServer {
  readonly port: number;
  /** Answers what has come in and takes no more. */
  close(): Promise<void>;
}

/**
 * Listens; `endpoints` by path, without the query.
 *
 * @throws JudianError HTTP_UNAVAILABLE where the address cannot be listened at
 */
export async function listen({ host, port }: HttpConfig, endpoints: ReadonlyMap<string, Endpoint>, log: Log): Promise<HttpServer> {
  const server = createServer({ requestTimeout: REQUEST_LIMIT, headersTimeout: REQUEST_LIMIT }, (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const endpoint = endpoints.get(path) ?? notFound;
    endpoint(request, response).catch((error: unknown) => {
      log.warn({ path, reason: describeError(error) }, 'an HTTP request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new JudianError('HTTP_UNAVAILABLE', { address: `${host}:${port}`, reason: reasonOf(error) });
  }
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** 200 while questions are taken, else 503; a JSON object that names no person, no question and no secret. */
export function healthEndpoint(desk: ReportDesk, health: Health): Endpoint {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
    const { generation, reports, passages } = desk.status();
    const isWell = health.isWell();
    const body = JSON.stringify({
      status: isWell ? 'ok' : 'unavailable',
      uptimeSeconds: Math.floor(health.uptime() / 1_000),
      updates: health.receiver(),
      underWay: health.underWay(),
      index: { generation, reports, passages },
    });
    response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : `${body}\n`);
  };
}

const notFound: Endpoint = async (_request, response) => {
  response.writeHead(404).end();
};
