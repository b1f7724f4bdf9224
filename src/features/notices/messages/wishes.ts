/** Words of the page on which a guardian chooses how notices come: when, which kinds, by which channel. */
import type { Catalogue } from '#platform/i18n.ts';

export const wishesWords = {
  wishesLink: { 'zh-CN': '选择怎样接收通知', en: 'Choose how I receive notices' },
  wishesTitle: { 'zh-CN': '我怎样接收通知', en: 'How I receive notices' },
  wishesText: {
    'zh-CN': '随时可以修改，只影响您本人，不影响其他监护人。',
    en: 'You can change it at any time. It concerns you alone, not other guardians.',
  },
  wishesWhenTitle: { 'zh-CN': '什么时候收邮件', en: 'When mail comes' },
  wishesDaily: { 'zh-CN': '{address}：每天 {time} 合成一封', en: '{address}: one mail a day, at {time}' },
  wishesDailyHint: {
    'zh-CN': '一封邮件里有当天的全部通知，每份都有各自的链接。不勾选则每份通知单独发送。',
    en: 'It has all notices of the day, each with its own link. Without the tick each notice is a mail of its own.',
  },
  wishesAtOnce: {
    'zh-CN': '安全通知、紧急通知，以及在下一封邮件之前就要回复的通知，总是立即发送。',
    en: 'Safety notices, urgent ones, and those to be answered before the next mail always come at once.',
  },
  wishesNoMail: {
    'zh-CN': '我们没有您的可用邮箱。如需登记，请联系学校。',
    en: 'We have no mail address of yours in use. Please tell the school if you want to give one.',
  },
  wishesOptional: { 'zh-CN': '收哪些通知', en: 'Which notices come' },
  wishesOptionalHint: {
    'zh-CN': '取消勾选后，不再用这种方式向您发送这类通知。',
    en: 'Without the tick, notices of this kind are no longer sent to you in this way.',
  },
  wishesBy_email: { 'zh-CN': '邮件', en: 'Mail' },
  wishesBy_sms: { 'zh-CN': '短信', en: 'Text message' },
  wishesBy_push: { 'zh-CN': '推送', en: 'Push' },
  wishesSave: { 'zh-CN': '保存', en: 'Save' },
  wishesSaved: { 'zh-CN': '已保存', en: 'Saved' },
  wishesAlwaysTitle: { 'zh-CN': '始终发送的通知', en: 'What is always sent' },
  wishesEmergency: { 'zh-CN': '应急警报。', en: 'Emergency alerts.' },
  wishesEmergencyWhy: {
    'zh-CN': '关系到人身安全，不能取消，退订后也会发送。',
    en: 'Lives may depend on them: they can’t be turned off, and reach you even if you opted out of everything else.',
  },
  wishesWhy_safety: {
    'zh-CN': '学校负有告知安全事项的义务。',
    en: 'The school has a duty to tell you what concerns safety.',
  },
  wishesWhy_schedule: {
    'zh-CN': '到校、离校时间变化，须让每位监护人知道。',
    en: 'Every guardian must know when a child comes and goes.',
  },
  wishesWhy_enrolment: {
    'zh-CN': '涉及入学权利和办理期限。',
    en: 'A place at school and its time limits depend on them.',
  },
  wishesWhy_health: {
    'zh-CN': '传染病防治等事项，学校依法须告知监护人。',
    en: 'The law has the school tell guardians, of infectious diseases for instance.',
  },
  wishesWhy_fees: {
    'zh-CN': '收费须公示，资助有申请期限。',
    en: 'Fees must be made known, and aid has time limits.',
  },
  wishesWhy_exam: {
    'zh-CN': '报名和考试时间错过后无法补办。',
    en: 'A missed registration or examination can’t be made up for.',
  },
  wishesStopAll: {
    'zh-CN': '如果某个邮箱不想再收到任何通知，请使用邮件末尾的退订链接。',
    en: 'To stop all mail to an address, use the link at the end of the mail.',
  },
  wishesGoneTitle: { 'zh-CN': '链接已失效', en: 'This link has ended' },
  wishesGoneText: {
    'zh-CN': '这个链接一天内有效。请从通知里的个人链接进入，或重新获取。',
    en: 'It works for one day. Open your personal link in a notice, or ask for a new one.',
  },
  refusing: {
    'zh-CN': '其中 {n} 人选择不接收此类通知',
    en: 'Of those without a channel, {n} chose not to receive this kind',
  },
  delivery_opted_out: { 'zh-CN': '不接收此类通知', en: 'Doesn’t want this kind' },
} as const satisfies Catalogue;
