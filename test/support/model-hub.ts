/** @module A hub of models on this machine, with the addresses of the real one. */

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

export interface TestHub {
  /** For `HF_ENDPOINT`. */
  readonly endpoint: string;
  /** Paths asked for so far. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** What a hub does with a file instead of sending it. */
export type Mishap = 'error' | 'cut off' | 'silent';

/** Serves `files` by path as the model `name`. `mishap` may change, for the next files. */
export async function modelHub(name: string, files: ReadonlyMap<string, Uint8Array>, mishap: (file: string) => Mishap | null = () => null): Promise<TestHub> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    asked.push(url);
    const start = `/${name}/resolve/main/`;
    const file = url.slice(start.length);
    const content = url.startsWith(start) ? files.get(file) : undefined;
    // As the real hub has it: what is not there may as well be private.
    if (content === undefined) response.writeHead(url.startsWith(start) ? 404 : 401).end();
    else send(response, content, mishap(file));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send(response: ServerResponse, content: Uint8Array, mishap: Mishap | null): void {
  if (mishap === 'silent') return;
  if (mishap === 'error') return void response.writeHead(503).end();
  response.writeHead(200, { 'content-length': content.length });
  if (mishap === null) return void response.end(content);
  response.write(content.subarray(0, content.length / 2), () => response.destroy());
}
