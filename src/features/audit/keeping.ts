/** What the audit keeps, and for how long. It holds ids and counts, never names or addresses. */
import type { Keeping } from '#platform/keeping.ts';
import { eventsAbout, forgetOld } from './queries.ts';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'audit.views',
      tables: ['audit_event'],
      what: {
        'zh-CN': '查看他人信息、查询与登录的记录',
        en: 'Records of views of other people’s data, of searches and of signing in',
      },
      purpose: { 'zh-CN': '证明谁在何时查看过个人信息', en: 'To prove who looked at personal data, and when' },
      period: { 'zh-CN': '自发生之日起六个月', en: 'Six months from the act' },
      after: {
        'zh-CN': '行为名称和日期，以及内容的哈希值，供核对完整性；不再保留何人查看何人',
        en: 'The kind of act, its day and a hash of what it said, so that the record stays provable; no longer who looked at whom',
      },
      source: {
        'zh-CN': '网络安全法：网络日志留存不少于六个月；个人信息保护法第十九条',
        en: 'Cybersecurity Law: logs for at least six months; PIPL Art. 19',
      },
      forget: ({ db }, most) => forgetOld(db, most),
    },
    {
      kind: 'audit.changes',
      tables: ['audit_chain'],
      what: {
        'zh-CN': '工作人员操作的记录（不含姓名和地址，仅有编号）',
        en: 'Records of what staff changed (numbers only, no names or addresses)',
      },
      purpose: {
        'zh-CN': '证明谁做过什么，事后未被改动',
        en: 'To prove who did what, and that nothing was changed afterwards',
      },
      period: { 'zh-CN': '系统使用期间', en: 'As long as the system is in use' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '网络安全法：网络日志留存；履行法定职责所必需',
        en: 'Cybersecurity Law: logs; needed for the duties of office',
      },
      by: { 'zh-CN': '不删除：每条记录都证明前一条', en: 'Not deleted: each record proves the one before' },
    },
  ],
  aboutNobody: {},
  parts: [],
  notCopied: {
    audit_event:
      'Acts of members of staff about a number; what was done with one’s data is told on request, not copied.',
  },
  erasures: [],
  notErased: { audit_event: 'Holds numbers only; views go after six months, changes prove the chain.' },
  kept: [
    {
      what: { 'zh-CN': '审计记录中的编号', en: 'Numbers in the audit record' },
      why: {
        'zh-CN': '网络日志须留存至少六个月；查看记录届时清除，操作记录仅含编号，用于证明未被改动',
        en: 'Logs must be kept for at least six months; views go then. Records of changes hold a number only and prove that nothing was altered.',
      },
      count: (db, { ids }) =>
        eventsAbout(
          db,
          ids.map((id) => `person:${id}`),
        ),
    },
  ],
};
