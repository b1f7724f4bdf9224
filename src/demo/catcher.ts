/** What is common to the demonstration's inboxes: a small server on loopback that takes what is sent to it, and shows it. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pageHeaders, style } from './mail-catcher/pages.ts';

const longest = 64 * 1024;

/** An answer to a sender: nothing, or JSON. */
export interface Taken {
  status: number;
  json?: string;
}

/** `take` answers a POST by its address and body, or says that there is no such address; `page` is the inbox. */
export interface Catching {
  port: number;
  page: () => string;
  take: (request: IncomingMessage, body: () => Promise<unknown>) => Promise<Taken | undefined>;
}

export interface Catcher {
  url: string;
  stop(): Promise<void>;
}

/** Starts it on loopback; port 0 takes a free one. */
export async function startCatcher({ port, page, take }: Catching): Promise<Catcher> {
  const server = createServer((request, response) => {
    const send = (status: number, headers: Record<string, string>, body: string) =>
      void response.writeHead(status, headers).end(body);
    const answer = async () => {
      // Another page in the same browser may not read it by a name that leads to this machine.
      const host = request.headers.host ?? '';
      if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return send(403, pageHeaders, '');
      if (request.method === 'POST') {
        const taken = await take(request, async () => JSON.parse(await bodyOf(request)));
        if (taken)
          return send(taken.status, taken.json ? { 'content-type': 'application/json' } : {}, taken.json ?? '');
      }
      if (request.method !== 'GET') return send(405, pageHeaders, '');
      if (request.url === '/style.css') return send(200, { 'content-type': 'text/css; charset=utf-8' }, style);
      if (request.url === '/') return send(200, pageHeaders, page());
      return send(404, pageHeaders, '');
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** What was sent, as text; too long a body throws. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > longest) throw new Error('too long');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}
