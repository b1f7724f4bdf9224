/** Words of passing a notice on. */
import type { Catalogue } from '#platform/i18n.ts';

export const forwardWords = {
  forward: { 'zh-CN': '转发给本单位', en: 'Pass it on' },
  forwardTitle: { 'zh-CN': '转发通知', en: 'Pass a notice on' },
  forwardText: {
    'zh-CN': '原文、文号和发布单位保持不变，前面加上本单位的说明。转发同样须经审核才能发布。',
    en: 'Text, number and issuer of the original stay as they are; your preface stands before them. It is reviewed before it goes out.',
  },
  forwardingOffice: { 'zh-CN': '转发单位', en: 'Passed on by' },
  preface: { 'zh-CN': '转发说明', en: 'Preface' },
  prefaceHint: {
    'zh-CN': '例如本校的具体安排。可以留空。',
    en: 'Such as what it means at your school. It may be empty.',
  },
  startForward: { 'zh-CN': '起草转发', en: 'Write it' },
  submitForward: { 'zh-CN': '送学校审核', en: 'Send it to the school for review' },
  stepPreface: { 'zh-CN': '转发说明', en: 'Preface' },
  forwardedBy: { 'zh-CN': '{office}转发', en: 'Passed on by {office}' },
  originalBy: { 'zh-CN': '以下为{office}通知原文', en: 'What follows is the notice of {office}' },
  originalLink: { 'zh-CN': '查看原通知', en: 'See the original' },
  forwardReach: {
    'zh-CN': '已有{offices}个单位转发，另外送达 {people} 人（每人只计一次）。',
    en: '{offices, plural, one {# office} other {# offices}} passed it on and reached {people} more people (each counted once).',
  },
  forwardCounting: {
    'zh-CN': '已有{offices}个单位转发。另外送达的人数正在统计，稍后刷新本页可见。',
    en: '{offices, plural, one {# office} other {# offices}} passed it on. How many more people it reached is being counted: look again in a moment.',
  },
  forwardOffices: {
    'zh-CN': '已有{offices}个单位转发。另外送达的人数已过保存期限。',
    en: '{offices, plural, one {# office} other {# offices}} passed it on. How many more people it reached is no longer kept.',
  },
  passOnTitle: { 'zh-CN': '转发给我班', en: 'Pass on to my class' },
  passOnMeta: {
    'zh-CN': '上级单位公开的、或发给本校的通知。转发须经学校审核后发布。',
    en: 'Notices of the offices above that are public or went to your school. The school reviews it before it goes out.',
  },
  passOnClass: { 'zh-CN': '班级', en: 'Class' },
  passedOn: { 'zh-CN': '已送学校审核，审核通过后由学校发布。', en: 'It is with the school for review.' },
  nothingToPassOn: { 'zh-CN': '没有可以转发的通知', en: 'There is nothing to pass on' },
  nothingToPassOnText: {
    'zh-CN': '上级单位发布通知后会出现在这里。',
    en: 'Notices of the offices above appear here.',
  },
  event_forwarded: { 'zh-CN': '有单位起草转发', en: 'An office began to pass it on' },
  event_original_withdrawn: { 'zh-CN': '原通知撤回，转发随之撤回', en: 'Withdrawn with the original' },
  event_original_corrected: { 'zh-CN': '原通知更正，转发随之更正', en: 'Corrected with the original' },
  prefaceLong: { 'zh-CN': '转发说明不超过 1000 个字。', en: 'The preface has at most 1,000 characters.' },
  notForwardable: {
    'zh-CN': '这份通知不能转发：须是其他单位已发布的公开通知，或发给本单位的通知。',
    en: 'It cannot be passed on: it must be out, of another office, and public or sent to yours.',
  },
  fixedInForward: {
    'zh-CN': '转发不能改动原文、附件、文号和要求，只能改转发说明和发送范围。',
    en: 'What is passed on cannot be changed: only the preface and the audience.',
  },
  originalGone: {
    'zh-CN': '原通知已撤回或已更正，请重新核对后再送审。',
    en: 'The original was withdrawn or corrected: look at it again.',
  },
} as const satisfies Catalogue;
