/** Another system, as webhooks see it: it takes what is sent to it and shows it, on this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { html } from 'hono/html';
import { pageHeaders, style } from './mail-catcher/pages.ts';

export interface HookCatcher {
  /** For a webhook. */
  url: string;
  inboxUrl: string;
  stop(): Promise<void>;
}

interface CaughtEvent {
  id: string;
  kind: string;
  body: string;
}

const kept = 200;
const longest = 64 * 1024;
const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** Starts it on loopback; port 0 takes a free one. */
export async function startHookCatcher(options: { httpPort: number }): Promise<HookCatcher> {
  const events: CaughtEvent[] = [];
  let count = 0;
  const take = (event: CaughtEvent) => {
    // Sent twice, it is the same one: so says its id.
    if (events.some(({ id }) => id === event.id)) return;
    count += 1;
    events.unshift(event);
    events.length = Math.min(events.length, kept);
  };
  const server = createServer((request, response) => {
    answer(request, response, () => listPage(events, count), take).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.httpPort, '127.0.0.1', resolve);
  });
  const inboxUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${inboxUrl}/events`,
    inboxUrl,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  page: () => string,
  take: (event: CaughtEvent) => void,
): Promise<void> {
  const send = (status: number, headers: Record<string, string>, body: string) =>
    void response.writeHead(status, headers).end(body);
  // Another page in the same browser may not read it by a name that leads to this machine.
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return send(403, pageHeaders, '');
  if (request.method === 'POST' && request.url === '/events') {
    if (signed.some((name) => request.headers[name] === undefined)) return send(400, {}, '');
    const body = JSON.parse(await read(request)) as { type?: unknown };
    if (typeof body.type !== 'string') return send(400, {}, '');
    take({ id: String(request.headers['webhook-id']), kind: body.type, body: JSON.stringify(body, null, 2) });
    return send(204, {}, '');
  }
  if (request.method !== 'GET') return send(405, pageHeaders, '');
  if (request.url === '/style.css') return send(200, { 'content-type': 'text/css; charset=utf-8' }, style);
  if (request.url === '/') return send(200, pageHeaders, page());
  return send(404, pageHeaders, '');
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > longest) throw new Error('too long');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function listPage(events: readonly CaughtEvent[], count: number): string {
  const items = events.slice(0, 50).map(
    ({ id, kind, body }) => html`<details>
      <summary><code>${kind}</code> <span class="count">${id}</span></summary>
      <pre>${body}</pre>
    </details>`,
  );
  return String(html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>事件推送 Webhooks</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>事件推送 <span lang="en">Webhooks</span></h1>
          <p>
            这里扮演接收事件的另一个系统，只在本机。
            <span lang="en">This stands for another system that receives events, on this machine only.</span>
          </p>
        </header>
        <main>
          <p class="count">${count} 条 messages</p>
          ${items.length === 0 ? html`<p class="empty">还没有事件。 No message yet.</p>` : items}
        </main>
      </body>
    </html>`);
}
