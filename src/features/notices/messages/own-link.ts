/** Words of the link to one's own notices, on the pages and in its mail. */

import type { PersonAtAddress } from '#features/directory/feature.ts';
import { escapeHtml } from '#platform/escape.ts';
import { defineWords } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';

export const ownLinkWords = {
  ownLinkTitle: { 'zh-CN': '找回我的通知', en: 'Find my notices again' },
  ownLinkText: {
    'zh-CN': '家长和教职工不需要账号。请填写学校登记的邮箱，我们会发送一个链接，可以查看仍在有效期内的通知。',
    en: 'You need no account. Enter the mail address that the school has of you, and we send a link to the notices that are still open for you.',
  },
  ownLinkAddress: { 'zh-CN': '邮箱地址', en: 'Mail address' },
  ownLinkAddressWrong: {
    'zh-CN': '请填写完整的邮箱地址，例如 name@example.com。',
    en: 'Enter a whole mail address, such as name@example.com.',
  },
  ownLinkSend: { 'zh-CN': '发送链接', en: 'Send the link' },
  ownLinkSentTitle: { 'zh-CN': '请查看邮箱', en: 'Look at your mail' },
  ownLinkSentText: {
    'zh-CN':
      '如果学校登记了这个邮箱，几分钟内会收到一封带链接的邮件。链接一小时内有效，只能使用一次。没有收到？请查看垃圾邮件，或请班主任核对登记的邮箱。',
    en: 'If the school has this address, a mail with a link comes within minutes. The link works once, within an hour. Nothing there? Look among the unwanted mail, or ask the class teacher which address is written down.',
  },
  ownLinkTooMany: {
    'zh-CN': '请求次数过多。请在 {minutes} 分钟后再试。',
    en: 'Too many requests. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
  },
  ownLinkOpenTitle: { 'zh-CN': '查看我的通知', en: 'My notices' },
  ownLinkOpenText: {
    'zh-CN': '点击后这个链接即失效，通知会显示在下一页。',
    en: 'The link is used up by this; your notices are on the next page.',
  },
  ownLinkOpen: { 'zh-CN': '查看', en: 'Show them' },
  ownLinkData: { 'zh-CN': '我的个人信息：查阅、复制或删除', en: 'My data: a copy, or its erasure' },
  ownLinkGoneTitle: { 'zh-CN': '这个链接已失效', en: 'This link no longer works' },
  ownLinkGoneText: {
    'zh-CN': '链接只能使用一次，并在一小时内有效。请重新获取。',
    en: 'It works once and within an hour. Ask for a new one.',
  },
  ownLinkAgain: { 'zh-CN': '重新获取链接', en: 'Ask for a new link' },
  ownLinkNone: { 'zh-CN': '目前没有需要您查看的通知', en: 'Nothing is open for you' },
  ownLinkNoneText: { 'zh-CN': '有新的通知时，会照常发送给您。', en: 'New notices reach you as before.' },
  ownLinkWaits: { 'zh-CN': '请回复', en: 'waits for you' },
  ownLinkBy: { 'zh-CN': '请在 {day} 前回复', en: 'by {day}' },
} as const;

const mailWords = defineWords({
  subject: { 'zh-CN': '查看您在{site}的通知', en: 'Your notices at {site}' },
  greeting: { 'zh-CN': '{name}，您好：', en: 'Dear {name},' },
  text: {
    'zh-CN': '有人（应当是您本人）请求查看发给您的通知。请在一小时内打开下面的链接，只能使用一次：',
    en: 'Somebody, we expect you, asked to see the notices that are open for you. The link works once, within an hour:',
  },
  footer: {
    'zh-CN': '如果不是您本人的请求，请忽略此邮件。请勿转发此链接。',
    en: 'If it was not you, ignore this mail. Do not pass the link on.',
  },
});

/** For the test of both languages. */
export const ownLinkMailCatalogue = mailWords.catalogue;

export function ownLinkMail(person: PersonAtAddress, link: string, siteName: string): DirectMail {
  const language = person.language === 'en' ? 'en' : 'zh-CN';
  const t = mailWords(language);
  const values = { name: person.name, site: siteName || 'Belfry' };
  const paragraphs = [t('greeting', values), t('text'), link, t('footer')];
  return {
    address: person.address,
    language,
    subject: t('subject', values),
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs
      .map((text) => (text === link ? `<p><a href="${link}">${link}</a></p>` : `<p>${escapeHtml(text)}</p>`))
      .join('\n'),
  };
}
