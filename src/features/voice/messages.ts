/** Words of the voice that its rooms share. */
import { defineWords } from '#platform/i18n.ts';
import { handlingMessages } from './handling/messages.ts';
import { releaseMessages } from './open311/messages.ts';
import { publishedMessages } from './published/messages.ts';
import { sealedMessages } from './sealed/messages.ts';
import { statisticsMessages } from './statistics/messages.ts';

export const words = defineWords({
  title: { 'zh-CN': '群众诉求', en: 'Public voice' },
  kind_question: { 'zh-CN': '咨询', en: 'Question' },
  kind_suggestion: { 'zh-CN': '建议', en: 'Suggestion' },
  kind_complaint: { 'zh-CN': '投诉', en: 'Complaint' },
  kind_grievance: { 'zh-CN': '本人权益申诉', en: 'Grievance' },
  kind_hazard: { 'zh-CN': '安全隐患', en: 'Safety hazard' },
  kind_misconduct: { 'zh-CN': '违纪违规举报', en: 'Misconduct' },
  state_received: { 'zh-CN': '已收到', en: 'Received' },
  state_accepted: { 'zh-CN': '办理中', en: 'Being handled' },
  state_answered: { 'zh-CN': '已答复', en: 'Answered' },
  state_closed: { 'zh-CN': '已办结', en: 'Closed' },
  state_declined: { 'zh-CN': '不予受理', en: 'Declined' },
  state_passed_on: { 'zh-CN': '已转送', en: 'Passed on' },
  state_merged: { 'zh-CN': '已合并', en: 'Merged' },
  state_withdrawn: { 'zh-CN': '已撤回', en: 'Withdrawn' },
  ...handlingMessages,
  ...publishedMessages,
  ...sealedMessages,
  ...releaseMessages,
  mapNear: { 'zh-CN': '{name}附近（约 {metres} 米）', en: 'near {name} (some {metres} m)' },
  ...statisticsMessages,
});

export type Words = ReturnType<typeof words>;
