/** The words of audit in both languages; those of the acts are in acts.ts. */
import { defineWords } from '#platform/i18n.ts';

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
  action: { 'zh-CN': '操作', en: 'Act' },
  actionAny: { 'zh-CN': '全部操作', en: 'All acts' },
  day: { 'zh-CN': '日期', en: 'Day' },
  when: { 'zh-CN': '时间', en: 'When' },
  who: { 'zh-CN': '操作人', en: 'Who' },
  organisation: { 'zh-CN': '单位', en: 'Organisation' },
  detail: { 'zh-CN': '详情', en: 'Detail' },
  forgotten: { 'zh-CN': '已超过六个月，不再保留', en: 'Older than six months, no longer kept' },
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
