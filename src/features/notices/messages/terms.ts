/** Words of the end of a notice and of its place on top. */
import type { Catalogue } from '#platform/i18n.ts';

export const termsWords = {
  stepExpiry: { 'zh-CN': '有效期', en: 'End date' },
  expiryTitle: { 'zh-CN': '有效期', en: 'End date' },
  expiryText: {
    'zh-CN': '到期后不再列在首页，也不再提醒；仍可在全部通知中查阅，标明“已过期”。',
    en: 'After this day it leaves the front page and nobody is reminded. It stays in the list of all notices, marked as expired.',
  },
  expiresOn: { 'zh-CN': '有效期至', en: 'Holds until' },
  expiresOnHint: { 'zh-CN': '含当日。留空表示长期有效。', en: 'Including this day. Empty: without an end.' },
  holdsUntil: { 'zh-CN': '有效期至{day}', en: 'Holds until {day}' },
  expired: { 'zh-CN': '已过期', en: 'Expired' },
  expiredOn: {
    'zh-CN': '本通知有效期至{day}，现已过期，仅供查阅',
    en: 'This notice held until {day}: kept for reference',
  },
  pin: { 'zh-CN': '置顶', en: 'Pin' },
  pinTitle: { 'zh-CN': '在公开通知中置顶', en: 'Pin to the top of the public list' },
  pinText: {
    'zh-CN': '置顶的通知列在首页和公开通知最上方，最多同时{most}份，到期自动取消。',
    en: 'It stands on top of the front page and of the public list until the day you give. At most {most} at once.',
  },
  pinUntil: { 'zh-CN': '置顶至', en: 'Until' },
  pinUntilHint: { 'zh-CN': '含当日，最长{days}天。', en: 'Including this day; at most {days} days.' },
  unpin: { 'zh-CN': '取消置顶', en: 'Take it down' },
  pinned: { 'zh-CN': '置顶', en: 'Pinned' },
  pinnedUntil: { 'zh-CN': '置顶至{day}', en: 'Pinned until {day}' },
  latest: { 'zh-CN': '最新通知', en: 'Latest' },
  event_expiry_set: { 'zh-CN': '修改有效期', en: 'End date changed' },
  event_pinned: { 'zh-CN': '置顶', en: 'Pinned' },
  event_unpinned: { 'zh-CN': '取消置顶', en: 'Taken from the top' },
  expiryPast: { 'zh-CN': '有效期不能早于今天。', en: 'The end must not lie before today.' },
  expiryFar: { 'zh-CN': '有效期不能超过三年。', en: 'The end must lie within three years.' },
  expiryBeforeDeadline: {
    'zh-CN': '有效期不能早于截止日期。',
    en: 'The end must not lie before the deadline.',
  },
  alreadyExpired: { 'zh-CN': '通知已过期，不再提醒。', en: 'The notice has expired: nobody is reminded.' },
  pinNotYours: {
    'zh-CN': '只有负责全区的审核人可以置顶。',
    en: 'Only an approver of the whole district can pin.',
  },
  pinNotPublic: {
    'zh-CN': '只能置顶已发布、未过期的公开通知。',
    en: 'Only a public notice that is out and has not expired can be pinned.',
  },
  pinPast: { 'zh-CN': '请选择今天或以后的日期。', en: 'Choose today or a later day.' },
  pinFar: { 'zh-CN': '最长置顶{days}天。', en: 'At most {days} days.' },
  pinAfterExpiry: { 'zh-CN': '不能超过通知的有效期。', en: 'It must not go beyond the end of the notice.' },
  pinsFull: {
    'zh-CN': '已有{most}份通知置顶，请先取消一份。',
    en: '{most} notices are pinned already: take one down first.',
  },
  untilMissing: { 'zh-CN': '请填写日期。', en: 'Give a day.' },
} as const satisfies Catalogue;
