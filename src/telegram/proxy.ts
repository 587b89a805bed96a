/**
 * @module Calls through an HTTP proxy: grammY does not read HTTPS_PROXY, and Telegram is often reachable no other way.
 */

import http from 'node:http';
import type { Duplex } from 'node:stream';
import net from 'node:net';
import tls from 'node:tls';

const CONNECT_TIMEOUT = 15_000;

/**
 * An agent whose connections are tunnelled through the proxy at `proxyUrl` (`http://[user:password@]host:port`) with
 * CONNECT (RFC 9110, 9.3.6), for targets with and without TLS.
 */
export class TunnelAgent extends http.Agent {
  readonly _proxy: URL;
  readonly _secure: boolean;
  /** Node asks an agent which protocol and port it is for. */
  readonly protocol: string;
  readonly defaultPort: number;

  constructor(proxyUrl: string, targetUrl: string) {
    super({ keepAlive: true });
    this._proxy = new URL(proxyUrl);
    this.protocol = new URL(targetUrl).protocol;
    this._secure = this.protocol === 'https:';
    this.defaultPort = this._secure ? 443 : 80;
  }

  override createConnection(
    options: http.ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const host = options.host ?? 'localhost';
    const port = options.port ?? this.defaultPort;
    // Node ignores the stream where there is an error; the type asks for one.
    const fail = (error: Error): void => callback?.(error, new net.Socket());
    const request = http.request({
      host: this._proxy.hostname,
      port: this._proxy.port || 80,
      method: 'CONNECT',
      path: `${host}:${port}`,
      headers: { host: `${host}:${port}`, ...authorization(this._proxy) },
      agent: false,
      timeout: CONNECT_TIMEOUT,
    });
    request.once('connect', (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new Error(`proxy answered ${response.statusCode} ${response.statusMessage ?? ''}`.trim()));
        return;
      }
      if (!this._secure) {
        callback?.(null, socket);
        return;
      }
      const secure = tls.connect({
        socket,
        ...(net.isIP(host) ? {} : { servername: host }),
        ALPNProtocols: ['http/1.1'],
      });
      secure.once('error', fail);
      secure.once('secureConnect', () => {
        secure.removeListener('error', fail);
        callback?.(null, secure);
      });
    });
    request.once('response', (response) => {
      response.resume();
      fail(new Error(`proxy answered ${response.statusCode}`));
    });
    request.once('timeout', () => request.destroy(new Error('proxy timed out')));
    request.once('error', fail);
    request.end();
    return undefined;
  }
}

function authorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
