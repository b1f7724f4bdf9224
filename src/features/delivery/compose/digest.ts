/** One mail of several notices: a list on top, then each with its own link. Knows neither SMTP nor the outbox. */
import { escapeHtml } from '#platform/escape.ts';
import { type Catalogue, defineWords, languageAround, wordsLanguage } from '#platform/i18n.ts';
import type { CommonPart } from './template.ts';

export interface DigestPart {
  office: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** The person's own link of this message. */
  link: string;
}

const catalogue = {
  subject: {
    'zh-CN': '{n, plural, =1 {{first}} other {# 份通知：{first} 等}}',
    en: '{n, plural, =1 {{first}} other {# notices: {first} and others}}',
  },
  title: { 'zh-CN': '今日通知（{n} 份）', en: 'Today’s notices ({n})' },
  why: {
    'zh-CN': '您选择了每天只收一封邮件。每份通知请用各自的链接查看和确认。',
    en: 'You chose to get one mail a day. Read and answer each notice by its own link.',
  },
  leave: { 'zh-CN': '不再接收邮件通知', en: 'Receive no more notices by mail' },
} as const satisfies Catalogue;
const words = defineWords(catalogue, { framing: { name: 'daily', keys: ['subject', 'title', 'why', 'leave'] } });

/** The common part of a digest for one reader, all links but the one to unsubscribe filled in. */
export function composeDigest(
  reader: string,
  parts: readonly DigestPart[],
  from: { from: string; fromName: string | null },
): CommonPart {
  const t = words(wordsLanguage(reader), reader);
  const language = languageAround(reader);
  const title = t('title', { n: parts.length });
  const [why, leave] = [t('why'), t('leave')];
  const filled = parts.map((part) => ({
    ...part,
    text: part.text.replaceAll('{{link}}', part.link).trim(),
    html: inner(part.html).replaceAll('{{link}}', escapeHtml(part.link)),
  }));
  const rule = '\n\n----------------------------------------\n\n';
  const list = filled.map((part, n) => `${n + 1}. ${part.subject}\n   ${part.link}`).join('\n');
  const text =
    [`${title}\n\n${list}`, ...filled.map((part) => `${part.subject}\n\n${part.text}`)].join(rule) +
    `\n\n-- \n${why}\n${leave}: {{unsubscribe}}\n`;
  const items = filled.map(
    (part) =>
      `<li lang="${escapeHtml(part.language)}"><a href="${escapeHtml(part.link)}">${escapeHtml(part.subject)}</a></li>`,
  );
  const sections = filled.map(
    (part) =>
      `<div lang="${escapeHtml(part.language)}" style="margin:32px 0 0;padding-top:24px;border-top:2px solid #d4d8dc">${part.html}</div>`,
  );
  const html =
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Serif Tibetan',sans-serif;color:#1a1d20;background:#fff">` +
    `<div style="max-width:640px;margin:0 auto"><h1 style="font-size:22px">${escapeHtml(title)}</h1>` +
    `<ol>${items.join('')}</ol>${sections.join('')}` +
    `<p lang="${language}" style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d4d8dc;color:#505a64;font-size:13px">` +
    `${escapeHtml(why)} <a href="{{unsubscribe}}" style="color:#505a64">${escapeHtml(leave)}</a></p></div></body></html>`;
  const first = filled[0]?.subject ?? '';
  return { ...from, subject: t('subject', { n: parts.length, first }), text, html, language, unsubscribable: true };
}

/** What stands in the body of a document, or the fragment itself. */
function inner(html: string): string {
  const body = /<body[^>]*>([\s\S]*)<\/body>/i.exec(html);
  return body?.[1] ?? html;
}
