/** Words of what waits for somebody, on the desk's first page. */
import type { Catalogue } from '#platform/i18n.ts';

export const waitingWords = {
  waitingMine: { 'zh-CN': '等您处理的通知', en: 'Notices that wait for you' },
  waitingDue: { 'zh-CN': '即将截止的通知', en: 'Deadlines of the next days' },
  waitingClass: { 'zh-CN': '我班家长待确认或填写的通知', en: 'What the families of your class are asked for' },
  waitingAll: { 'zh-CN': '查看全部', en: 'See all' },
  waitingReview: { 'zh-CN': '请审核', en: 'To review' },
  waitingReturned: { 'zh-CN': '已退回，请修改', en: 'Returned to you' },
  waitingPublish: { 'zh-CN': '可以发布', en: 'Ready to publish' },
  waitingCountersign: { 'zh-CN': '请复核', en: 'To countersign' },
  waitingDueToday: { 'zh-CN': '今天截止', en: 'Due today' },
  waitingDueBy: { 'zh-CN': '{day}截止', en: 'Due {day}' },
} as const satisfies Catalogue;
