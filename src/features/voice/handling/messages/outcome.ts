/** Words of the person's side, at /ask. */
import type { Catalogue } from '#platform/i18n.ts';

/** What can be wrong with what the person says: at /ask it also stands on top of the page. */
export const opinionTroubles = {
  ratingMissing: { 'zh-CN': '请选择 1 到 5 分', en: 'Choose from 1 to 5' },
  reviewMissing: { 'zh-CN': '请写明理由', en: 'Say what is wrong' },
  reviewOver: { 'zh-CN': '申请期限已过，或已经申请过', en: 'The period is over, or you have asked already' },
  caseMoved: {
    'zh-CN': '状态已变化，此操作不再适用。请查看最新情况。',
    en: 'The case has moved on, and this can no longer be done. Look at it as it is now.',
  },
} as const satisfies Catalogue;

export const outcomeMessages = {
  outcomeTitle: { 'zh-CN': '您对答复的意见', en: 'What you think of the answer' },
  outcomeSettled: { 'zh-CN': '问题解决了吗？', en: 'Does it settle the matter?' },
  outcomeYes: { 'zh-CN': '已解决', en: 'Yes, it is settled' },
  outcomeNo: { 'zh-CN': '没有解决', en: 'No, it is not' },
  outcomeSaidYes: { 'zh-CN': '您表示问题已解决。', en: 'You said that it is settled.' },
  outcomeSaidNo: { 'zh-CN': '您表示问题没有解决。', en: 'You said that it is not settled.' },
  outcomeRate: { 'zh-CN': '给办理情况评分', en: 'Rate how it was handled' },
  outcomeRateHint: {
    'zh-CN': '1 分最低，5 分最高。评分只用于统计。',
    en: '1 is poor, 5 is good. It is only used for figures.',
  },
  outcomeRateSend: { 'zh-CN': '提交评分', en: 'Send' },
  outcomeRated: { 'zh-CN': '您的评分：{n} 分', en: 'You gave {n} of 5' },
  review_1: { 'zh-CN': '申请复查', en: 'Ask for a review' },
  review_2: { 'zh-CN': '申请复核', en: 'Ask for a re-review' },
  reviewHint: {
    'zh-CN': '{day} 前可以申请一次，由未参与此前答复的人办理。',
    en: 'Once, until {day}. People who had no hand in the answer look at it.',
  },
  reviewText: { 'zh-CN': '为什么不满意？请说明事实和理由', en: 'What is wrong with the answer?' },
  reviewTextHint: {
    'zh-CN': '不要写姓名、电话等能识别您本人的信息。',
    en: 'Leave out names, numbers and whatever else tells who you are.',
  },
  identityNumber: {
    'zh-CN': '请不要填写身份证号码',
    en: 'Leave out identity numbers',
  },
  ...opinionTroubles,
} as const satisfies Catalogue;
