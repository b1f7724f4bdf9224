/** Another system, as webhooks see it: it takes what is sent to it and shows it, on this machine only. */
import { html } from 'hono/html';
import { startCatcher } from './catcher.ts';

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
  const { url, stop } = await startCatcher({
    port: options.httpPort,
    page: () => listPage(events, count),
    async take(request, body) {
      if (request.url !== '/events') return undefined;
      if (signed.some((name) => request.headers[name] === undefined)) return { status: 400 };
      const said = (await body()) as { type?: unknown };
      if (typeof said.type !== 'string') return { status: 400 };
      take({ id: String(request.headers['webhook-id']), kind: said.type, body: JSON.stringify(said, null, 2) });
      return { status: 204 };
    },
  });
  return { url: `${url}/events`, inboxUrl: url, stop };
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
