/** Words of public pages and of the personal link. */
import type { Catalogue } from '#platform/i18n.ts';

export const readingWords = {
  publicTitle: { 'zh-CN': '公开通知', en: 'Public notices' },
  homeTitle: { 'zh-CN': '{site}通知', en: 'Notices of {site}' },
  homeDescription: {
    'zh-CN': '学校和教育部门的正式通知',
    en: 'Official notices of the schools and the education office',
  },
  allPublic: { 'zh-CN': '全部通知', en: 'All notices' },
  feed: { 'zh-CN': 'Atom 订阅', en: 'Atom feed' },
  feedTitle: { 'zh-CN': '{site}：公开通知', en: '{site}: public notices' },
  withdrawnFeedTitle: { 'zh-CN': '已撤回：{title}', en: 'Withdrawn: {title}' },
  noPublic: { 'zh-CN': '还没有公开通知', en: 'No public notices yet' },
  noPublicText: { 'zh-CN': '发布后会出现在这里。', en: 'They appear here when they are published.' },
  year: { 'zh-CN': '年份', en: 'Year' },
  moreFilters: { 'zh-CN': '按单位或年份筛选', en: 'By office or year' },
  allYears: { 'zh-CN': '全部年份', en: 'All years' },
  yearN: { 'zh-CN': '{year}年', en: '{year}' },
  withdrawnOn: { 'zh-CN': '{day}撤回', en: 'Withdrawn on {day}' },
  mainVersion: {
    'zh-CN': '如各语言版本有出入，以{language}为准。',
    en: 'Where the languages differ, {language} is authoritative.',
  },
  publicAsks: {
    'zh-CN': '收到通知的家长，请通过本人收到的链接确认。',
    en: 'Guardians acknowledge it through the link that they received.',
  },
  pleaseAcknowledge: { 'zh-CN': '请于{day}前确认。', en: 'Please acknowledge by {day}.' },
  acknowledgeLate: {
    'zh-CN': '截止日期{day}已过，仍可确认。',
    en: 'The deadline, {day}, has passed; you can still acknowledge.',
  },
  notAgreement: {
    'zh-CN': '确认仅表示您已收到，不代表同意。',
    en: 'Acknowledging means that you have received it, not that you agree.',
  },
  iHaveReceived: { 'zh-CN': '我已收到', en: 'I have received it' },
  acknowledgedTitle: { 'zh-CN': '您已确认收到', en: 'You have acknowledged it' },
  toldTitle: { 'zh-CN': '老师已当面告知您', en: 'A teacher has told you in person' },
  acknowledgedOn: { 'zh-CN': '{day}登记，谢谢。', en: 'Noted on {day}. Thank you.' },
  linkIsYours: { 'zh-CN': '此链接只属于您本人，请勿转发。', en: 'This link is yours alone: please do not forward it.' },
  forwardPublic: { 'zh-CN': '转发请用', en: 'To share it, use the' },
  publicPageLink: { 'zh-CN': '公开页面', en: 'public page' },
  ended_unknown: { 'zh-CN': '找不到这份通知', en: 'This link opens nothing' },
  endedText_unknown: {
    'zh-CN': '链接可能不完整，请从收到的消息中重新打开。',
    en: 'It may be incomplete. Open it again from the message that you received.',
  },
  ended_expired: { 'zh-CN': '链接已过期', en: 'This link has expired' },
  endedText_expired: {
    'zh-CN': '个人链接只在一段时间内有效。如需帮助，请联系学校。',
    en: 'Personal links are good for a limited time. If you need help, ask the school.',
  },
  ended_ended: { 'zh-CN': '这个链接已失效', en: 'This link is no longer valid' },
  endedText_ended: {
    'zh-CN': '这份通知不再发给这个链接的持有人。如有疑问，请联系学校。',
    en: 'The notice is no longer addressed to the holder of this link. If in doubt, ask the school.',
  },
  ended_withdrawn: { 'zh-CN': '通知已撤回', en: 'This notice was withdrawn' },
  endedText_withdrawn: {
    'zh-CN': '发布单位已撤回这份通知，无需确认。',
    en: 'The office that issued it has withdrawn it. Nothing is asked of you.',
  },
  ended_notYet: { 'zh-CN': '通知尚未发布', en: 'This notice is not published' },
  endedText_notYet: { 'zh-CN': '发布单位停止了这次发送。', en: 'The office stopped it before it went out.' },
  ended_busy: { 'zh-CN': '请稍后再试', en: 'Please try again later' },
  endedText_busy: {
    'zh-CN': '短时间内操作太多次。一分钟后再试。',
    en: 'Too many taps in a short time. Try again in a minute.',
  },
} as const satisfies Catalogue;
