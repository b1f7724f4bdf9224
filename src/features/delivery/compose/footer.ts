/** The last lines of a message's mail: who sent it, and how to get no more of them. */
import { escapeHtml } from '#platform/escape.ts';
import { type Catalogue, defineWords, languageAround, wordsLanguage } from '#platform/i18n.ts';

interface Content {
  language: string;
  subject: string;
  text: string;
  html: string;
}

const catalogue = {
  why: { 'zh-CN': '此邮件由{office}发出。', en: 'Sent by {office}.' },
  leave: { 'zh-CN': '不再接收邮件通知', en: 'Receive no more notices by mail' },
  everybody: {
    'zh-CN': '紧急预警发给所有相关人员，包括平时不接收通知的人。',
    en: 'An emergency alert goes to everybody concerned, also to those who receive no notices.',
  },
} as const satisfies Catalogue;
const words = defineWords(catalogue, { framing: { name: 'foot', keys: ['why', 'leave', 'everybody'] } });

/** Adds the unsubscribe line in the content's language (where the operator supplies none, in that which stands in for it), and a frame where there is none. */
export function withUnsubscribe(content: Content, office: string) {
  const t = words(wordsLanguage(content.language), content.language);
  const [why, leave] = [t('why', { office }), t('leave')];
  const lang = languageAround(content.language);
  const text = `${content.text.trimEnd()}\n\n-- \n${why}\n${leave}: {{unsubscribe}}\n`;
  const foot =
    `<p lang="${lang}" style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d4d8dc;color:#505a64;font-size:13px">` +
    `${escapeHtml(why)} <a href="{{unsubscribe}}" style="color:#505a64">${escapeHtml(leave)}</a></p>`;
  return { subject: content.subject, language: content.language, text, html: frame(content, foot) };
}

/** The last lines of an alert: it can't be refused, and says why it came all the same. */
export function withIssuer(content: Content, office: string) {
  const t = words(wordsLanguage(content.language), content.language);
  const [why, everybody] = [t('why', { office }), t('everybody')];
  const lang = languageAround(content.language);
  const foot =
    `<p lang="${lang}" style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d4d8dc;color:#505a64;font-size:13px">` +
    `${escapeHtml(why)} ${escapeHtml(everybody)}</p>`;
  const text = `${content.text.trimEnd()}\n\n-- \n${why}\n${everybody}\n`;
  return { subject: content.subject, language: content.language, text, html: frame(content, foot) };
}

function frame(content: Content, foot: string): string {
  const end = content.html.toLowerCase().lastIndexOf('</body>');
  if (end >= 0) return content.html.slice(0, end) + foot + content.html.slice(end);
  return (
    `<!doctype html><html lang="${escapeHtml(content.language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(content.subject)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Serif Tibetan',sans-serif;color:#1a1d20;background:#fff">` +
    `<div style="max-width:640px;margin:0 auto">${content.html}${foot}</div></body></html>`
  );
}
