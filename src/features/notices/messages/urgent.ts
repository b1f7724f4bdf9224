/** Words of urgent publication by one person. */
import type { Catalogue } from '#platform/i18n.ts';

export const urgentWords = {
  urgent: { 'zh-CN': '紧急发布', en: 'Publish urgently' },
  urgentTitle: { 'zh-CN': '不经审核，紧急发布', en: 'Publish urgently, without a review' },
  urgentText: {
    'zh-CN':
      '只在来不及审核时使用。公开页面会注明“紧急发布，待复核”；24 小时内须由另一位同事复核，逾期将通知所有审核人和管理员。发送没有优先权，点击后 60 秒内可以停止。',
    en: 'Only where there is no time for a review. The public page says that it awaits a countersignature; a second person must give it within 24 hours, else all approvers and administrators are told. It has no priority in sending, and can be stopped for 60 seconds.',
  },
  urgentReason: { 'zh-CN': '为什么不能等审核', en: 'Why it cannot wait for a review' },
  urgentReasonHint: { 'zh-CN': '复核人会看到，不公开。', en: 'For the second person; it is not public.' },
  urgentNow: { 'zh-CN': '紧急发布给 {people} 人', en: 'Publish now to {people} people' },
  stopTextDraft: {
    'zh-CN': '停止后，通知回到草稿，不会有人收到。',
    en: 'Stopped, it is a draft again, and nobody gets it.',
  },
  awaiting: { 'zh-CN': '待复核', en: 'Awaits countersignature' },
  overdue: { 'zh-CN': '逾期未复核', en: 'Countersignature overdue' },
  publicAwaiting: {
    'zh-CN': '紧急发布，待复核',
    en: 'Published urgently, awaiting countersignature',
  },
  publicAwaitingText: {
    'zh-CN': '本通知由一人紧急发布，第二人复核后将去掉此标记。',
    en: 'One person published it because it could not wait. A second person has still to confirm it.',
  },
  publicOverdue: {
    'zh-CN': '紧急发布，超过 24 小时仍未复核',
    en: 'Published urgently, not countersigned within 24 hours',
  },
  countersignedMeta: { 'zh-CN': '紧急发布，{day}已由第二人复核。', en: 'Published urgently; countersigned on {day}.' },
  awaitingTitle: { 'zh-CN': '紧急发布，请于{at}前复核', en: 'Published urgently: countersign it by {at}' },
  awaitingBy: { 'zh-CN': '{name}发布。理由：{reason}', en: 'Published by {name}. Why it could not wait: {reason}' },
  countersign: { 'zh-CN': '复核', en: 'Countersign' },
  countersignTitle: { 'zh-CN': '复核紧急发布的通知', en: 'Countersign an urgent notice' },
  countersignText: {
    'zh-CN': '通知已经发出。核对无误请确认复核；有误请更正或撤回。',
    en: 'It is out already. Confirm it if it is right; if not, withdraw it.',
  },
  confirmCountersign: { 'zh-CN': '确认复核', en: 'Countersign it' },
  event_published_urgently: { 'zh-CN': '紧急发布（{people} 人）', en: 'Published urgently ({people} people)' },
  event_countersigned: { 'zh-CN': '复核', en: 'Countersigned' },
  event_escalated: {
    'zh-CN': '逾期未复核，已通知审核人和管理员',
    en: 'Not countersigned in time; approvers and administrators were told',
  },
  urgentOverdue: {
    'zh-CN': '您此前紧急发布的通知逾期未复核，暂不能再次紧急发布。',
    en: 'What you published urgently before has not been countersigned in time: you cannot do it again until then.',
  },
  authorCannotCountersign: {
    'zh-CN': '起草、修改或发布过这份通知的人不能复核。',
    en: 'Whoever wrote in it or published it cannot countersign it.',
  },
  countersignFirst: { 'zh-CN': '请先复核，再起草更正。', en: 'Countersign it before it is corrected.' },
} as const satisfies Catalogue;
