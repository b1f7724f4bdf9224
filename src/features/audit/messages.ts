/** The words of audit in both languages. Nouns and verbs of actions are joined; an unknown one is shown as it is. */
import { defineWords, hasKey, type Language } from '#platform/i18n.ts';

export const words = defineWords({
  title: { 'zh-CN': '审计日志', en: 'Audit' },
  lead: {
    'zh-CN': '记录工作人员的操作。只能追加，不能修改；您的查询也会被记录。',
    en: 'Acts of staff: appended, never changed. Searching here is recorded too.',
  },
  chainTitle: { 'zh-CN': '防篡改链', en: 'Chain' },
  chainHead: { 'zh-CN': '链尾（序号:哈希）', en: 'Head (position:hash)' },
  chainEmpty: { 'zh-CN': '还没有封存的记录', en: 'Nothing is sealed yet' },
  chainSealedAt: { 'zh-CN': '最近封存', en: 'Last sealed' },
  chainWaiting: { 'zh-CN': '待封存', en: 'Waiting to be sealed' },
  chainHow: {
    'zh-CN':
      '请把链尾保存在系统之外。在服务器上运行 bin/belfry audit verify --head 序号:哈希，即可证明在此之前没有任何记录被改动。',
    en: 'Keep the head outside this system. On the server, bin/belfry audit verify --head POSITION:HASH proves that nothing before it was changed.',
  },
  copy: { 'zh-CN': '复制', en: 'Copy' },
  copied: { 'zh-CN': '已复制', en: 'Copied' },
  filter: { 'zh-CN': '筛选', en: 'Filter' },
  filterClear: { 'zh-CN': '清除筛选', en: 'Clear' },
  subject: { 'zh-CN': '对象', en: 'Subject' },
  subjectHint: { 'zh-CN': '例如 notice:12', en: 'Such as notice:12' },
  action: { 'zh-CN': '操作', en: 'Action' },
  actionHint: { 'zh-CN': '例如 notice.publish', en: 'Such as notice.publish' },
  day: { 'zh-CN': '日期', en: 'Day' },
  when: { 'zh-CN': '时间', en: 'When' },
  who: { 'zh-CN': '操作人', en: 'Who' },
  organisation: { 'zh-CN': '单位', en: 'Organisation' },
  detail: { 'zh-CN': '详情', en: 'Detail' },
  sealed: { 'zh-CN': '封存', en: 'Sealed' },
  sealedYes: { 'zh-CN': '已封存', en: 'sealed' },
  sealedNo: { 'zh-CN': '待封存', en: 'waits' },
  actor_console: { 'zh-CN': '服务器控制台', en: 'the console' },
  actor_system: { 'zh-CN': '系统', en: 'the system' },
  nobody: { 'zh-CN': '账号 {id}', en: 'account {id}' },
  none: { 'zh-CN': '没有符合条件的记录', en: 'No entry fits' },
  noneText: { 'zh-CN': '请更改筛选条件。', en: 'Change the filter.' },
  next: { 'zh-CN': '更早', en: 'Older' },
  newest: { 'zh-CN': '最新', en: 'Newest' },
  pages: { 'zh-CN': '分页', en: 'Pages' },

  noun_account: { 'zh-CN': '账号', en: 'account' },
  noun_audit: { 'zh-CN': '审计日志', en: 'audit' },
  noun_grant: { 'zh-CN': '角色', en: 'role' },
  noun_session: { 'zh-CN': '登录', en: 'session' },
  noun_notice: { 'zh-CN': '通知', en: 'notice' },
  noun_roster: { 'zh-CN': '名册', en: 'roster' },
  noun_person: { 'zh-CN': '人员', en: 'person' },
  noun_class: { 'zh-CN': '班级', en: 'class' },
  noun_guardianship: { 'zh-CN': '监护关系', en: 'guardianship' },
  noun_message: { 'zh-CN': '消息', en: 'message' },
  noun_channel: { 'zh-CN': '发送渠道', en: 'channel' },
  verb_search: { 'zh-CN': '查询', en: 'searched' },
  verb_sign_in: { 'zh-CN': '进入', en: 'signed in' },
  verb_sign_out: { 'zh-CN': '退出', en: 'signed out' },
  verb_revoke: { 'zh-CN': '撤销', en: 'ended' },
  verb_code_refused: { 'zh-CN': '验证码错误', en: 'code refused' },
  verb_set_up: { 'zh-CN': '启用', en: 'set up' },
  verb_first_link: { 'zh-CN': '生成首位管理员链接', en: 'first link made' },
  verb_console_link: { 'zh-CN': '在服务器上生成管理员链接', en: 'link made on the console' },
  verb_invite: { 'zh-CN': '邀请', en: 'invited' },
  verb_invite_again: { 'zh-CN': '再次邀请', en: 'invited again' },
  verb_revoke_invitation: { 'zh-CN': '撤回邀请', en: 'invitation withdrawn' },
  verb_reset: { 'zh-CN': '重置登录方式', en: 'sign-in reset' },
  verb_reset_used: { 'zh-CN': '完成重置', en: 'reset used' },
  verb_disable: { 'zh-CN': '停用', en: 'disabled' },
  verb_enable: { 'zh-CN': '恢复', en: 'enabled' },
  verb_change_details: { 'zh-CN': '修改信息', en: 'details changed' },
  verb_change_password: { 'zh-CN': '更改密码', en: 'password changed' },
  verb_change_totp: { 'zh-CN': '更换验证器', en: 'authenticator changed' },
  verb_renew_codes: { 'zh-CN': '更换恢复码', en: 'recovery codes renewed' },
  verb_give: { 'zh-CN': '授予', en: 'given' },
  verb_propose: { 'zh-CN': '提议授予', en: 'proposed' },
  verb_confirm: { 'zh-CN': '确认', en: 'confirmed' },
  verb_propose_end: { 'zh-CN': '提议终止', en: 'end proposed' },
  verb_end: { 'zh-CN': '终止', en: 'ended' },
  verb_keep: { 'zh-CN': '保留', en: 'kept' },
  verb_withdraw: { 'zh-CN': '撤回', en: 'withdrawn' },
  verb_create: { 'zh-CN': '新建', en: 'made' },
  verb_change: { 'zh-CN': '修改', en: 'changed' },
  verb_submit: { 'zh-CN': '送审', en: 'submitted' },
  verb_return: { 'zh-CN': '退回', en: 'returned' },
  verb_approve: { 'zh-CN': '批准', en: 'approved' },
  verb_publish: { 'zh-CN': '发布', en: 'published' },
  verb_schedule: { 'zh-CN': '定时发布', en: 'scheduled' },
  verb_stop: { 'zh-CN': '停止', en: 'stopped' },
  verb_remind: { 'zh-CN': '提醒', en: 'reminded' },
  verb_export: { 'zh-CN': '导出', en: 'exported' },
  verb_view: { 'zh-CN': '查看', en: 'viewed' },
  verb_import: { 'zh-CN': '导入', en: 'imported' },
  verb_apply: { 'zh-CN': '应用', en: 'applied' },
  verb_pause: { 'zh-CN': '暂停', en: 'paused' },
  verb_resume: { 'zh-CN': '继续', en: 'resumed' },

  mailSubject: { 'zh-CN': '{site}审计链尾 {day}', en: 'Audit head of {site}, {day}' },
  mailText: {
    'zh-CN': '请保存此邮件。{day} 的审计链尾为：',
    en: 'Please keep this mail. The head of the audit chain on {day} is:',
  },
  mailHow: {
    'zh-CN': '在服务器上运行 bin/belfry audit verify --head 并附上这一行，即可证明在此之前没有任何记录被改动。',
    en: 'On the server, bin/belfry audit verify --head with this line proves that nothing before it was changed.',
  },
});
export type Words = ReturnType<typeof words>;

/** `notice.publish` in words, as far as they are known here. */
export function actionInWords(language: Language, action: string): string {
  const t = words(language);
  const [noun = '', verb = ''] = action.split('.');
  const known = (key: string) => (hasKey(words.catalogue, key) ? t(key) : undefined);
  const n = known(`noun_${noun}`);
  const v = known(`verb_${verb}`);
  return n && v ? (language === 'en' ? `${n}: ${v}` : `${n}：${v}`) : action;
}
