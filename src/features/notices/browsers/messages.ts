/** Words of the page on which a guardian is told in a browser, and of the mail that says that it was switched on. */
import type { Catalogue } from '#platform/i18n.ts';

export const browserWords = {
  browsersLink: { 'zh-CN': '在这部设备上接收推送', en: 'Be told on this device (push)' },
  browsersTitle: { 'zh-CN': '在这个浏览器接收推送', en: 'Be told in this browser' },
  browsersText: {
    'zh-CN': '新通知会直接显示在这部设备的屏幕上，不需要账号。只影响您本人，不影响其他监护人。',
    en: 'New notices show on the screen of this device; you need no account. It concerns you alone, not other guardians.',
  },
  browsersPoints: { 'zh-CN': '开启之后', en: 'When it is on' },
  browsersFirst: {
    'zh-CN': '通知先推送到这里，不再发邮件或短信；推送不到时，改用邮件或短信。',
    en: 'Notices come here instead of by mail or text message; where push does not work, those are used as before.',
  },
  browsersReminder: {
    'zh-CN': '没有回复的通知，提醒仍用邮件或短信发送。',
    en: 'Reminders of what you have not answered still come by mail or text message.',
  },
  browsersAlerts: {
    'zh-CN': '应急预警通过所有方式同时发送。',
    en: 'Emergency alerts come in every way at once.',
  },
  browsersYear: {
    'zh-CN': '一年后须重新开启。监护关系变更或更换个人链接时，推送随即停止。',
    en: 'It ends after a year, and at once when a guardianship or your links end; then switch it on again.',
  },
  browsersMissing: { 'zh-CN': '这个浏览器不能接收推送', en: 'This browser can’t be pushed to' },
  browsersChat: {
    'zh-CN': '如果您在微信、钉钉等聊天软件里打开本页，请点右上角“…”，选择“在浏览器打开”。',
    en: 'If you are within a chat app such as WeChat or DingTalk, choose “…”, then “Open in browser”.',
  },
  browsersScripts: {
    'zh-CN': '请确认没有关闭 JavaScript。',
    en: 'Check that JavaScript is not turned off.',
  },
  browsersElse: {
    'zh-CN': '什么都不用做：通知会照常通过邮件或短信发送。',
    en: 'You need do nothing: notices come by mail or text message as before.',
  },
  iphoneTitle: { 'zh-CN': '苹果手机（iOS 16.4 及以上）', en: 'On an iPhone (iOS 16.4 or later)' },
  iphoneShare: {
    'zh-CN': '用 Safari 浏览器打开本页，点“分享”按钮。',
    en: 'Open this page in Safari and tap the Share button.',
  },
  iphoneAdd: { 'zh-CN': '选择“添加到主屏幕”。', en: 'Choose “Add to Home Screen”.' },
  iphoneOpen: {
    'zh-CN': '当天从主屏幕的新图标打开本页，再开启推送。',
    en: 'On the same day, open this page by its new icon on the home screen, and switch push on there.',
  },
  iphoneLater: {
    'zh-CN': '一天之后，点图标会显示链接已失效；推送照常。请保留图标：删除图标，推送随之停止。',
    en: 'After a day the icon opens a page that says that its link has ended; push goes on. Keep the icon: without it push stops.',
  },
  browsersRefused: {
    'zh-CN': '没有开启：浏览器不允许本站显示通知，或者连不上它的推送服务。请在浏览器设置里允许后再试。',
    en: 'It is not on: the browser does not let this site show messages, or can’t reach its push service. Allow it in the browser’s settings and try again.',
  },
  browserName: { 'zh-CN': '孩子的姓名', en: 'Your child’s name' },
  browserNameHint: {
    'zh-CN': '这个链接可能被转发过，请先填写孩子的姓名。没有孩子在校的，填写本人姓名。',
    en: 'The link may have been passed on, so tell us your child’s name; if you have no child at a school, your own.',
  },
  browserNameMissing: { 'zh-CN': '请填写姓名。', en: 'Enter the name.' },
  browserNameUnknown: {
    'zh-CN': '姓名与登记的不一致。请核对，或联系班主任。',
    en: 'This is not the name that the school has. Check it, or ask the class teacher.',
  },
  browserServiceUnknown: {
    'zh-CN': '不支持这个浏览器的推送服务。',
    en: 'The push service of this browser is not one that we can use.',
  },
  browserTooMany: {
    'zh-CN': '开启的浏览器太多。请先全部关闭。',
    en: 'Too many browsers are on. Switch all of them off first.',
  },
  pushBroken: { 'zh-CN': '浏览器没有给出推送地址。请再试一次。', en: 'The browser gave no push address. Try again.' },
  browserOn: { 'zh-CN': '开启推送', en: 'Switch push on' },
  browserIsOn: { 'zh-CN': '这个浏览器的推送已开启。', en: 'Push is on in this browser.' },
  browserOff: { 'zh-CN': '关闭这个浏览器的推送', en: 'Switch push off in this browser' },
  browsersCount: {
    'zh-CN': '您共有 {n} 个浏览器开启了推送。手机丢失或转让时，请全部关闭。',
    en: 'Push is on in {n, plural, one {# browser} other {# browsers}} of yours. If you lose the phone or give it away, switch all off.',
  },
  browsersAllOff: { 'zh-CN': '全部关闭', en: 'Switch all off' },
  browserDone_on: {
    'zh-CN': '推送已开启。如登记了邮箱，您还会收到一封告知邮件。',
    en: 'Push is on. If the school has a mail address of you, a mail says so, too.',
  },
  browserDone_off: { 'zh-CN': '推送已关闭。', en: 'Push is off.' },
  switchedOnSubject: { 'zh-CN': '推送已在一个浏览器开启', en: 'Push was switched on in a browser' },
  switchedOnText: {
    'zh-CN': '您的通知今后会先推送到这个浏览器。如果不是您本人开启的，请在一天之内打开下面的链接全部关闭，并告诉学校。',
    en: 'Your notices go to that browser first from now on. If it was not you, open this link within a day, switch all off, and tell the school.',
  },
} as const satisfies Catalogue;
