/** The last lines of a message's mail: who sent it, and how to get no more of them. */
interface Content {
  language: string;
  subject: string;
  text: string;
  html: string;
}

const lines = {
  'zh-CN': (office: string) => ({ why: `此邮件由${office}发出。`, leave: '不再接收邮件通知' }),
  en: (office: string) => ({ why: `Sent by ${office}.`, leave: 'Receive no more notices by mail' }),
};

/** Adds the unsubscribe line in the content's language (Chinese for Tibetan and Qiang), and a frame where there is none. */
export function withUnsubscribe(content: Content, office: string) {
  const { why, leave } = lines[content.language === 'en' ? 'en' : 'zh-CN'](office);
  const lang = content.language === 'en' ? 'en' : 'zh-CN';
  const text = `${content.text.trimEnd()}\n\n-- \n${why}\n${leave}: {{unsubscribe}}\n`;
  const foot =
    `<p lang="${lang}" style="margin:32px 0 0;padding-top:12px;border-top:1px solid #d4d8dc;color:#505a64;font-size:13px">` +
    `${escaped(why)} <a href="{{unsubscribe}}" style="color:#505a64">${escaped(leave)}</a></p>`;
  return { subject: content.subject, language: content.language, text, html: frame(content, foot) };
}

function frame(content: Content, foot: string): string {
  const end = content.html.toLowerCase().lastIndexOf('</body>');
  if (end >= 0) return content.html.slice(0, end) + foot + content.html.slice(end);
  return (
    `<!doctype html><html lang="${escaped(content.language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><title>${escaped(content.subject)}</title></head>` +
    `<body style="margin:0;padding:24px;font:16px/1.7 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Serif Tibetan',sans-serif;color:#1a1d20;background:#fff">` +
    `<div style="max-width:640px;margin:0 auto">${content.html}${foot}</div></body></html>`
  );
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
