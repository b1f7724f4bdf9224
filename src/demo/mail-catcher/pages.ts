/** The pages of the mail catcher's inbox: plain HTML. */
import { html, raw } from 'hono/html';
import type { ParsedMail } from 'mailparser';
import type { CaughtMail } from './inbox.ts';
import { both, words } from './messages.ts';

const common = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export const pageHeaders = {
  ...common,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
};

/** The mail's own HTML stands in a sandbox: no scripts, nothing fetched; its links open in a new tab. */
export const frameHeaders = {
  ...common,
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; sandbox allow-popups allow-popups-to-escape-sandbox",
};

const perPage = 50;

export function listPage(found: CaughtMail[], search: string, count: number): string {
  const shown = found.slice(0, perPage);
  const last = shown.at(-1);
  const more = found.length > perPage && last ? `/?${new URLSearchParams({ q: search, before: String(last.id) })}` : '';
  return frame(
    both('inbox'),
    html`<form method="get" action="/" role="search">
        <label for="q">${both('search')}</label>
        <input id="q" name="q" type="search" value="${search}" placeholder="${both('searchHint')}" />
        <button>${both('search')}</button>
        <span class="count">${count} ${both('mails')}</span>
      </form>
      ${
        shown.length === 0
          ? html`<p class="empty">${search ? both('nothingFound') : both('noMail')}</p>`
          : html`<ul class="mails">
              ${shown.map(
                (mail) => html`<li>
                  <a href="/mail/${mail.id}">
                    <span class="to">${mail.to.join(', ')}</span>
                    <span class="subject">${mail.subject || both('noSubject')}</span>
                    <span class="from">${mail.from}</span>
                    <time datetime="${mail.at.toISOString()}">${clockTime(mail.at)}</time>
                  </a>
                </li>`,
              )}
            </ul>`
      }
      ${more ? html`<p><a class="more" href="${more}">${both('older')}</a></p>` : ''}`,
  );
}

export function mailPage(mail: CaughtMail, parsed: ParsedMail): string {
  const rows: [string, string][] = [
    [both('from'), parsed.from?.text ?? mail.from],
    [both('to'), mail.to.join(', ')],
    [both('date'), `${mail.at.toISOString().slice(0, 10)} ${clockTime(mail.at)}`],
    ['Message-ID', parsed.messageId ?? ''],
  ];
  return frame(
    parsed.subject ?? mail.subject,
    html`<p><a href="/">← ${both('inbox')}</a></p>
      <h2 class="title">${parsed.subject ?? mail.subject}</h2>
      <dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      ${parsed.html ? html`<iframe title="${both('body')}" src="/mail/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>` : ''}
      <details ${parsed.html ? '' : raw('open')}><summary>${both('text')}</summary><pre>${linked(parsed.text ?? '')}</pre></details>
      <details><summary>${both('headers')}</summary><pre>${parsed.headerLines.map((line) => line.line).join('\n')}</pre></details>
      <p><a href="/mail/${mail.id}/raw">${both('source')}</a></p>`,
  );
}

export function missingPage(): string {
  return frame(both('missing'), html`<p class="empty">${both('missing')} <a href="/">${both('inbox')}</a></p>`);
}

/** The mail's HTML with its links opening in a new tab. */
export function mailFrame(body: string): string {
  const base = '<base target="_blank" rel="noopener">';
  const head = /<head[^>]*>/i.exec(body);
  return head
    ? body.slice(0, head.index + head[0].length) + base + body.slice(head.index + head[0].length)
    : base + body;
}

function linked(text: string) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, index) => (index % 2 ? html`<a href="${piece}" target="_blank" rel="noopener">${piece}</a>` : piece));
}

function clockTime(at: Date): string {
  return at.toTimeString().slice(0, 8);
}

function frame(title: string, body: ReturnType<typeof html>): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header><h1><a href="/">${words('zh-CN')('title')} <span lang="en">${words('en')('title')}</span></a></h1>
          <p>${words('zh-CN')('note')} <span lang="en">${words('en')('note')}</span></p></header>
        <main>${body}</main>
      </body>
    </html>`.toString();
}

export const style = `
:root { color-scheme: light dark; --ink: #1a1d20; --soft: #55606b; --line: #d8dde2; --paper: #fff; --ground: #f4f5f3; --link: #0b5c6b; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff1; --soft: #a9b3bc; --line: #3a434b; --paper: #1d2226; --ground: #14181b; --link: #7fc9d6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Serif Tibetan', sans-serif; }
header { background: #12434d; color: #fff; padding: 14px max(16px, calc(50vw - 480px)); }
header h1 { font-size: 20px; margin: 0; } header h1 a { color: inherit; text-decoration: none; } header p { margin: 2px 0 0; font-size: 14px; color: #d5e6ea; }
main { max-width: 960px; margin: 0 auto; padding: 20px 16px 48px; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid #d98a00; outline-offset: 2px; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 16px; }
input { flex: 1 1 220px; min-height: 44px; padding: 8px 12px; border: 1px solid #77828c; border-radius: 4px; background: var(--paper); color: inherit; font: inherit; }
button { min-height: 44px; padding: 8px 18px; border: 0; border-radius: 4px; background: #12606e; color: #fff; font: inherit; cursor: pointer; }
.count { color: var(--soft); font-size: 14px; }
.mails { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails button { width: 100%; border-radius: 0; background: none; text-align: start; } form > .mails { flex: 1; }
.mails a, .mails button { display: grid; grid-template-columns: minmax(0, 15em) minmax(0, 1fr) auto; gap: 2px 16px; padding: 10px 16px; color: inherit; text-decoration: none; }
.mails a:hover, .mails button:hover { background: color-mix(in srgb, var(--link) 8%, transparent); }
.mails span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.subject { font-weight: 600; } .to { color: var(--link); } .from, time { color: var(--soft); font-size: 14px; }
.from { grid-column: 2; grid-row: 2; } time { grid-column: 3; grid-row: 1; }
.title { margin: 8px 0 12px; line-height: 1.35; }
dl { margin: 0 0 16px; } dl div { display: flex; gap: 12px; } dt { flex: 0 0 8em; color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 62vh; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
details { margin: 12px 0; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; } summary { padding: 10px 16px; cursor: pointer; }
pre { margin: 0; padding: 0 16px 14px; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, monospace; }
.empty { padding: 32px 16px; text-align: center; color: var(--soft); background: var(--paper); border: 1px dashed var(--line); border-radius: 6px; }
.more { display: inline-block; padding: 10px 0; }
@media (max-width: 600px) { .mails a, .mails button { grid-template-columns: minmax(0, 1fr) auto; } .subject { grid-column: 1 / -1; grid-row: 2; } .from { grid-column: 1 / -1; grid-row: 3; } time { grid-column: 2; grid-row: 1; } dl div { flex-direction: column; gap: 0; } }
`;
