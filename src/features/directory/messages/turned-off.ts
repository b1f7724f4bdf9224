/** Words about contact points that were turned off. */
import type { Catalogue } from '#platform/i18n.ts';

export const turnedOffWords = {
  turnedOffTitle: { 'zh-CN': '已停用的联系方式', en: 'Contact points turned off' },
  turnedOffTitleOf: { 'zh-CN': '“{name}”已停用的联系方式', en: 'Contact points turned off: {name}' },
  turnedOffText: {
    'zh-CN': '发往这些联系方式的通知被退回，系统已停用。更正后自动从这里消失。',
    en: 'What was sent there came back, so they are no longer used. Each disappears from here as soon as it is mended.',
  },
  turnedOffNewest: {
    'zh-CN': '只统计最近停用的{n}个联系方式。',
    en: 'Counted from the {n} turned off last.',
  },
  turnedOffHowTeacher: {
    'zh-CN':
      '请向家长问清正确的邮箱或手机号，告诉学校办公室；家长也可以从通知里的个人链接自行更正。在此之前，请当面或电话告知。',
    en: 'Ask the guardian for the right address or number and tell the school office; the guardian can also correct it through the personal link in a notice. Until then, tell them in person or by phone.',
  },
  turnedOffHowOffice: {
    'zh-CN': '请点监护人姓名，添加正确的邮箱或手机号；核实原地址无误的，点“核对后恢复使用”。',
    en: 'Open the guardian, and add the right address or number; if the old one is right after all, choose “Use again”.',
  },
  turnedOffFamilies: { 'zh-CN': '家庭数', en: 'Families' },
  turnedOffSince: { 'zh-CN': '停用时间', en: 'Since' },
  turnedOffMeanwhile: { 'zh-CN': '目前', en: 'Meanwhile' },
  turnedOffOther: { 'zh-CN': '可用其他方式送达', en: 'Reached by another one' },
  turnedOffNothing: { 'zh-CN': '收不到通知', en: 'Receives nothing' },
  turnedOffNone: { 'zh-CN': '没有停用的联系方式', en: 'None is turned off' },
  turnedOffNoneText: {
    'zh-CN': '近期没有通知被退回。',
    en: 'Nothing came back lately.',
  },
  waitingMend: { 'zh-CN': '请更正', en: 'To be mended' },
  waitingTurnedOff: { 'zh-CN': '联系方式失效：{name}', en: 'Contact points turned off: {name}' },
  waitingFamilies: {
    'zh-CN': '{n, plural, other {# 户}}',
    en: '{n, plural, one {One family} other {# families}}',
  },
  turnedOffMailSubject: {
    'zh-CN': '{site}：班级里有家长的联系方式失效',
    en: '{site}: contact points of your class no longer work',
  },
  turnedOffMailGreeting: { 'zh-CN': '{name}老师，您好：', en: 'Dear {name},' },
  turnedOffMailText: {
    'zh-CN': '发给以下班级家长的通知被退回，系统已停用相应的联系方式：',
    en: 'What was sent to guardians of these classes came back, so the contact points are no longer used:',
  },
  turnedOffMailClass: {
    'zh-CN': '{name}：{families, plural, other {# 户}}',
    en: '{name}: {families, plural, one {one family} other {# families}}',
  },
  turnedOffMailHow: {
    'zh-CN': '请登录查看是哪些家庭，问清正确的邮箱或手机号后告诉学校办公室。在此之前，重要事项请当面或电话告知。',
    en: 'Sign in to see which families, ask for the right address or number, and tell the school office. Until then, tell them what matters in person or by phone.',
  },
} as const satisfies Catalogue;
