/** A gateway for text messages that leads to no telephone: it keeps what it gets and shows it, on this machine only. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { html } from 'hono/html';
import { pageHeaders, style } from './mail-catcher/pages.ts';

export interface TextCatcher {
  /** For BELFRY_SMS_URL and BELFRY_SMS_TOKEN. */
  gatewayUrl: string;
  token: string;
  inboxUrl: string;
  stop(): Promise<void>;
}

interface CaughtText {
  to: string;
  body: string;
}

const kept = 500;
const longest = 64 * 1024;
/** Group robots of the demonstration (channels): what they say ends here as well. */
const robots = /^\/(robot\/send|cgi-bin\/webhook\/send)\?/;

/** Starts it on loopback; port 0 takes a free one. */
export async function startTextCatcher(options: { httpPort: number }): Promise<TextCatcher> {
  const texts: CaughtText[] = [];
  let count = 0;
  const token = randomBytes(18).toString('base64url');
  const server = createServer((request, response) => {
    const take = (text: CaughtText) => {
      count += 1;
      texts.unshift(text);
      texts.length = Math.min(texts.length, kept);
    };
    answer(request, response, token, () => listPage(texts, count), take).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.httpPort, '127.0.0.1', resolve);
  });
  const inboxUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    gatewayUrl: `${inboxUrl}/gateway`,
    token,
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
  token: string,
  page: () => string,
  take: (text: CaughtText) => void,
): Promise<void> {
  const send = (status: number, headers: Record<string, string>, body: string) =>
    void response.writeHead(status, headers).end(body);
  // Another page in the same browser may not read it by a name that leads to this machine.
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return send(403, pageHeaders, '');
  if (request.method === 'POST' && request.url === '/gateway') {
    if (request.headers.authorization !== `Bearer ${token}`) return send(401, {}, '');
    const { body, recipients } = JSON.parse(await read(request)) as { body: string; recipients: { phone: string }[] };
    for (const { phone } of recipients) take({ to: phone, body });
    return send(200, { 'content-type': 'application/json' }, '{"status":"accepted"}');
  }
  if (request.method === 'POST' && robots.test(request.url ?? '')) {
    const said = JSON.parse(await read(request)) as { text?: { content: string }; markdown?: { text: string } };
    take({ to: '群 Group', body: said.text?.content ?? said.markdown?.text ?? '' });
    return send(200, { 'content-type': 'application/json' }, '{"errcode":0,"errmsg":"ok"}');
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

function listPage(texts: readonly CaughtText[], count: number): string {
  const items = texts.slice(0, 100).map(({ to, body }) => html`<dt class="count">${to}</dt><dd>${linked(body)}</dd>`);
  return String(html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>短信 Text messages</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <h1>短信 <span lang="en">Text messages</span></h1>
          <p>演示短信只到这里，不会发出。 <span lang="en">Text messages of the demonstration end here.</span></p>
        </header>
        <main>
          <p class="count">${count} 条 messages</p>
          ${items.length === 0 ? html`<p class="empty">还没有短信。 No message yet.</p>` : html`<dl>${items}</dl>`}
        </main>
      </body>
    </html>`);
}

function linked(body: string) {
  return body
    .split(/(https?:\/\/[^\s，。]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`));
}
