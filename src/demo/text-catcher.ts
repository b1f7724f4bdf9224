/** A gateway for text messages that leads to no telephone: it keeps what it gets and shows it, on this machine only. */
import { randomBytes } from 'node:crypto';
import { html } from 'hono/html';
import { startCatcher } from './catcher.ts';

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
/** Group robots of the demonstration (channels): what they say ends here as well. */
const robots = /^\/(robot\/send|cgi-bin\/webhook\/send)\?/;

/** Starts it on loopback; port 0 takes a free one. */
export async function startTextCatcher(options: { httpPort: number }): Promise<TextCatcher> {
  const texts: CaughtText[] = [];
  let count = 0;
  const token = randomBytes(18).toString('base64url');
  const take = (text: CaughtText) => {
    count += 1;
    texts.unshift(text);
    texts.length = Math.min(texts.length, kept);
  };
  const { url, stop } = await startCatcher({
    port: options.httpPort,
    page: () => listPage(texts, count),
    async take(request, read) {
      if (request.url === '/gateway') {
        if (request.headers.authorization !== `Bearer ${token}`) return { status: 401 };
        const { body, recipients } = (await read()) as { body: string; recipients: { phone: string }[] };
        for (const { phone } of recipients) take({ to: phone, body });
        return { status: 200, json: '{"status":"accepted"}' };
      }
      if (!robots.test(request.url ?? '')) return undefined;
      const said = (await read()) as { text?: { content: string }; markdown?: { text: string } };
      take({ to: '群 Group', body: said.text?.content ?? said.markdown?.text ?? '' });
      return { status: 200, json: '{"errcode":0,"errmsg":"ok"}' };
    },
  });
  return { gatewayUrl: `${url}/gateway`, token, inboxUrl: url, stop };
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
