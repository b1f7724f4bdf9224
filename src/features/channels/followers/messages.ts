/** Words of following, on pages and in mails. */
import { defineWords } from '#platform/i18n.ts';

export const followMessages = {
  page: { 'zh-CN': '突发事件信息', en: 'Emergency information' },
  followTitle: { 'zh-CN': '订阅突发事件信息', en: 'Follow emergencies' },
  followText: {
    'zh-CN': '发生突发事件、情况有变化或解除时，您会及时收到消息。不需要账号，随时可以停止。',
    en: 'When something happens, changes or is over you are told at once. You need no account and can stop at any time.',
  },
  byMail: { 'zh-CN': '邮件', en: 'By mail' },
  byMailText: {
    'zh-CN': '我们会先发一封确认邮件。邮箱只用于发送这些消息，停止订阅时立即删除。',
    en: 'First you get a mail to confirm. The address is used for this alone and deleted when you stop.',
  },
  followAddress: { 'zh-CN': '邮箱', en: 'Mail address' },
  followAddressWrong: {
    'zh-CN': '请填写完整的邮箱，例如 name@example.com',
    en: 'Give a whole address such as name@example.com',
  },
  followLanguage: { 'zh-CN': '消息的语言', en: 'Language of the messages' },
  followExercises: { 'zh-CN': '也接收演练消息（会标明“演练”）', en: 'Also exercises, which are marked as such' },
  followByMail: { 'zh-CN': '订阅', en: 'Follow' },
  followTooMany: {
    'zh-CN': '请求过于频繁，请 {minutes} 分钟后再试',
    en: 'Too many requests: try again in {minutes} minutes',
  },
  followErrorTitle: { 'zh-CN': '请修改以下内容', en: 'There is a problem' },
  sentTitle: { 'zh-CN': '请查收确认邮件', en: 'Check your mail' },
  sentText: {
    'zh-CN': '如果这个邮箱还没有订阅，几分钟内会收到一封确认邮件。打开其中的链接并确认，订阅才会生效。',
    en: 'If this address does not follow yet, a mail comes within minutes. Open its link and confirm: only then it holds.',
  },
  byPush: { 'zh-CN': '浏览器通知', en: 'In this browser' },
  byPushText: {
    'zh-CN': '消息显示在这台设备上。内容加密，只有这个浏览器能读；不记录您是谁。',
    en: 'Messages show on this device. They are encrypted for this browser alone, and nobody records who you are.',
  },
  pushStart: { 'zh-CN': '在这个浏览器接收', en: 'Receive in this browser' },
  pushStop: { 'zh-CN': '停止在这个浏览器接收', en: 'Stop in this browser' },
  pushMissing: {
    'zh-CN': '这个浏览器不支持通知，请用邮件订阅。',
    en: 'This browser knows no messages of this kind: follow by mail.',
  },
  pushHome: {
    'zh-CN': '苹果手机（iOS 16.4 及以上）：用 Safari 打开本页，点“分享”，选择“添加到主屏幕”，再从主屏幕的图标打开。',
    en: 'On an iPhone (iOS 16.4 or later): open this page in Safari, tap Share, choose “Add to Home Screen”, then open it by the icon there.',
  },
  pushRefused: {
    'zh-CN': '浏览器没有允许通知。请在浏览器的网站设置中允许后再试。',
    en: 'The browser does not allow messages. Allow them in its settings for this site and try again.',
  },
  pushServiceUnknown: {
    'zh-CN': '不支持这个浏览器的推送服务，请用邮件订阅',
    en: 'The push service of this browser is not supported: follow by mail',
  },
  pushBroken: { 'zh-CN': '浏览器提交的内容不完整，请重试', en: 'What the browser sent is incomplete: try again' },
  done_push: { 'zh-CN': '已开启，新消息会显示在这台设备上。', en: 'It is on: messages will show on this device.' },
  done_stopped: {
    'zh-CN': '已停止，这个浏览器的信息已删除。',
    en: 'It is off, and what was kept of this browser is deleted.',
  },
  otherWays: { 'zh-CN': '其他方式', en: 'Other ways' },
  feed: { 'zh-CN': 'Atom 订阅源', en: 'Atom feed' },
  toStatus: { 'zh-CN': '查看当前情况', en: 'The situation now' },
  confirmTitle: { 'zh-CN': '确认订阅突发事件信息？', en: 'Follow emergencies?' },
  confirmAsk: {
    'zh-CN': '确认后，发生突发事件时会向您的邮箱发送消息。',
    en: 'When something happens, a mail then comes to your address.',
  },
  confirmButton: { 'zh-CN': '确认订阅', en: 'Confirm' },
  confirmedTitle: { 'zh-CN': '订阅已生效', en: 'You follow now' },
  confirmedText: { 'zh-CN': '每封邮件的末尾都有停止订阅的链接。', en: 'Each mail ends with a link to stop.' },
  goneTitle: { 'zh-CN': '链接已失效', en: 'This link is no longer good' },
  goneText: {
    'zh-CN': '确认链接 48 小时内有效。请重新订阅。',
    en: 'A link to confirm is good for 48 hours. Ask once more.',
  },
  stopTitle: { 'zh-CN': '停止订阅突发事件信息？', en: 'Stop following emergencies?' },
  stopAsk: {
    'zh-CN': '停止后不再发送，您的邮箱立即删除。',
    en: 'Nothing more comes, and your address is deleted at once.',
  },
  stopButton: { 'zh-CN': '停止订阅', en: 'Stop' },
  stoppedTitle: { 'zh-CN': '已停止订阅', en: 'You follow no more' },
  stoppedText: {
    'zh-CN': '您的邮箱已删除。需要时可以再次订阅。',
    en: 'Your address is deleted. You can follow again at any time.',
  },
  confirmSubject: { 'zh-CN': '{site}：请确认订阅突发事件信息', en: '{site}: confirm that you follow emergencies' },
  confirmText: {
    'zh-CN': '有人用这个邮箱在{site}订阅突发事件信息。如果是您本人，请打开下面的链接确认：',
    en: 'Somebody asked that messages about emergencies of {site} come to this address. If it was you, open this link and confirm:',
  },
  confirmOr: {
    'zh-CN': '如果不是您本人操作，无需理会：{hours} 小时后我们会自动删除这个邮箱，不再发送邮件。',
    en: 'If it was not you, do nothing: the address is deleted after {hours} hours and nothing more comes.',
  },
  stopHint: { 'zh-CN': '不想再收到？请打开：{link}', en: 'To receive no more, open {link}' },
} as const;

export const followWords = defineWords(followMessages);
