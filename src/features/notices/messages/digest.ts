/** Words of the page on which a family chooses one mail a day. */
import type { Catalogue } from '#platform/i18n.ts';

export const digestWords = {
  digestTitle: { 'zh-CN': '每天一封邮件', en: 'One mail a day' },
  digestText: {
    'zh-CN': '可以选择每天 {time} 只收一封邮件，里面是当天的全部通知，每份都有各自的确认链接。',
    en: 'You can get one mail a day, at {time}, with all notices of the day, each with its own link to answer.',
  },
  digestAtOnce: {
    'zh-CN': '安全通知、紧急通知，以及在下一封邮件之前就要回复的通知，仍会立即单独发送。',
    en: 'Safety notices, urgent ones, and those to be answered before the next mail still come at once.',
  },
  digestOn: { 'zh-CN': '每天一封', en: 'One mail a day' },
  digestOff: { 'zh-CN': '每份通知一封', en: 'A mail for each notice' },
  digestChoose: { 'zh-CN': '改为每天一封', en: 'Change to one mail a day' },
  digestUndo: { 'zh-CN': '改回每份通知一封', en: 'Go back to a mail for each notice' },
  digestNone: { 'zh-CN': '没有可用的邮箱', en: 'No mail address' },
  digestNoneText: {
    'zh-CN': '我们没有您的可用邮箱。如需登记，请联系学校。',
    en: 'We have no mail address of yours in use. Please tell the school if you want to give one.',
  },
  digestChosen: { 'zh-CN': '已改为每天一封邮件', en: 'You will get one mail a day' },
  digestUndone: { 'zh-CN': '已改回每份通知一封邮件', en: 'You will get a mail for each notice again' },
  digestLink: { 'zh-CN': '希望每天只收一封邮件？', en: 'Would you rather get one mail a day?' },
} as const satisfies Catalogue;
