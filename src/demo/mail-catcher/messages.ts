/** Words of the mail catcher, short enough to stand side by side in both languages. */
import { defineWords } from '#platform/i18n.ts';

export const words = defineWords({
  title: { 'zh-CN': '本机收件箱', en: 'Local inbox' },
  note: { 'zh-CN': '演示邮件只到这里，不会发出。', en: 'Mail of the demonstration ends here; nothing leaves.' },
  inbox: { 'zh-CN': '收件箱', en: 'Inbox' },
  search: { 'zh-CN': '搜索', en: 'Search' },
  searchHint: { 'zh-CN': '地址或标题', en: 'address or subject' },
  mails: { 'zh-CN': '封', en: 'mails' },
  nothingFound: { 'zh-CN': '没有找到。', en: 'Nothing found.' },
  noMail: { 'zh-CN': '还没有邮件。', en: 'No mail yet.' },
  noSubject: { 'zh-CN': '无标题', en: 'no subject' },
  older: { 'zh-CN': '更早', en: 'Older' },
  from: { 'zh-CN': '发件人', en: 'From' },
  to: { 'zh-CN': '收件人', en: 'To' },
  date: { 'zh-CN': '时间', en: 'Date' },
  body: { 'zh-CN': '邮件正文', en: 'Mail' },
  text: { 'zh-CN': '纯文本', en: 'Text' },
  headers: { 'zh-CN': '邮件头', en: 'Headers' },
  source: { 'zh-CN': '原文', en: 'Source' },
  missing: { 'zh-CN': '没有这封邮件', en: 'No such mail' },
});

/** Both languages at once: the inbox belongs to whoever tries Belfry, in whatever language. */
export function both(key: keyof typeof words.catalogue): string {
  return `${words('zh-CN')(key)} ${words('en')(key)}`;
}
