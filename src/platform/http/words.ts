/** Words of the frame and of answers that belong to no feature. */
import { defineWords } from '../i18n.ts';

export const frameWords = defineWords({
  siteName: { 'zh-CN': 'Belfry', en: 'Belfry' },
  languages: { 'zh-CN': '语言', en: 'Language' },
  skip: { 'zh-CN': '跳到正文', en: 'Skip to content' },
  navigation: { 'zh-CN': '功能', en: 'Sections' },
  menu: { 'zh-CN': '菜单', en: 'Menu' },
  appDescription: { 'zh-CN': '教育局和学校的正式通知', en: 'Official notices of the schools and their office' },
  footer: { 'zh-CN': '页脚', en: 'Footer' },
  shortcuts: { 'zh-CN': '键盘快捷键', en: 'Keyboard shortcuts' },
  shortcutSearch: { 'zh-CN': '跳到搜索框', en: 'Go to the search field' },
  shortcutHelp: { 'zh-CN': '显示快捷键', en: 'Show the shortcuts' },
  shortcutClose: { 'zh-CN': '关闭', en: 'Close' },
  signOut: { 'zh-CN': '退出', en: 'Sign out' },
  demo: {
    'zh-CN': '演示环境：县、学校和人名均为虚构，邮件只进入本机收件箱。',
    en: 'Demonstration: the county, its schools and people are invented; mail only reaches the local inbox.',
  },
  notFoundTitle: { 'zh-CN': '找不到这个页面', en: 'Page not found' },
  notFoundText: {
    'zh-CN': '地址可能不完整，内容可能已移走，或者您没有查看它的权限。',
    en: 'The address may be incomplete, the page may have moved, or it is not yours to see.',
  },
  forbiddenTitle: { 'zh-CN': '您没有这个权限', en: 'This is not yours to do' },
  forbiddenText: {
    'zh-CN': '请联系本单位的系统管理员，请其授予相应的角色。',
    en: 'Ask an administrator of your organisation for the role that carries it.',
  },
  staleTitle: { 'zh-CN': '请重新提交', en: 'Please send it again' },
  staleText: {
    'zh-CN': '这次提交不是从本站页面发出的，没有任何内容被更改。请返回上一页，刷新后再试。',
    en: 'This was not sent from a page of this site, and nothing was changed. Go back, reload and try again.',
  },
  tooLargeTitle: { 'zh-CN': '提交的内容太大', en: 'Too large' },
  tooLargeText: {
    'zh-CN': '没有任何内容被更改。请减小附件后再试。',
    en: 'Nothing was changed. Make the files smaller and try again.',
  },
  errorTitle: { 'zh-CN': '出错了', en: 'Something went wrong' },
  errorText: {
    'zh-CN': '没有完成您的操作。请过一会儿再试；如仍不行，请把编号 {id} 告诉系统管理员。',
    en: 'It was not done. Try again in a while; if it fails again, tell the operator the number {id}.',
  },
  backHome: { 'zh-CN': '返回首页', en: 'Back to the start' },
});
