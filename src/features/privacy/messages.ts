/** Words of personal data in both languages. */
import { defineWords } from '#platform/i18n.ts';
import { recordMessages } from './messages/records.ts';
import { requestMessages } from './messages/requests.ts';
import { retentionMessages } from './messages/retention.ts';

export const words = defineWords({
  title: { 'zh-CN': '个人信息保护', en: 'Privacy' },
  lead: {
    'zh-CN': '依法处理个人信息：保存期限、个人的请求，以及处理活动记录、影响评估和泄露事件。',
    en: 'The duties of law on personal data: retention, what people ask for, and the registers.',
  },
  breadcrumbs: { 'zh-CN': '当前位置', en: 'You are here' },
  errorSummary: { 'zh-CN': '请更正以下内容', en: 'There is a problem' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  nobody: { 'zh-CN': '编号 {id}', en: 'number {id}' },
  system: { 'zh-CN': '系统', en: 'the clock' },
  districtOnly: { 'zh-CN': '由区县管理员办理', en: 'For the district’s administrators' },
  roomRetention: {
    'zh-CN': '每类记录保存多久，上次清除了什么',
    en: 'How long each kind of record is kept, and what was forgotten last',
  },
  ...retentionMessages,
  ...requestMessages,
  ...recordMessages,
});
export type Words = ReturnType<typeof words>;
