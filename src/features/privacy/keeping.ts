/** What this feature keeps itself, and the rule on people who have left, which goes over all features. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetRuns } from './queries/retention.ts';

const yearMs = 365 * 24 * 3_600_000;

export const keeping: Keeping = {
  rules: [
    {
      kind: 'privacy.runs',
      tables: ['retention_run', 'retention_result'],
      what: { 'zh-CN': '保存期限任务的执行记录（仅数量）', en: 'What the job of retention did (figures only)' },
      purpose: { 'zh-CN': '证明保存期限确已执行', en: 'To show that retention is carried out' },
      period: { 'zh-CN': '两年', en: 'Two years' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第五十一条', en: 'PIPL Art. 51' },
      forget: ({ db, clock }, most) => forgetRuns(db, new Date(clock.now().getTime() - 2 * yearMs), most),
    },
    {
      kind: 'privacy.holds',
      tables: ['retention_hold'],
      what: {
        'zh-CN': '暂停保存期限的决定（理由与经办人编号）',
        en: 'Decisions that suspended a rule (reason, numbers of accounts)',
      },
      purpose: { 'zh-CN': '说明为何延长保存', en: 'To answer for why something was kept longer' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第五十一条', en: 'PIPL Art. 51' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
  ],
  aboutNobody: {
    migration: 'Which changes of the schema were made.',
    setting: 'Settings of the installation.',
  },
  parts: [],
  notCopied: {
    retention_hold: 'Acts of office, by the number of the account.',
    retention_run: 'The number of the account that started a run.',
  },
  erasures: [],
  notErased: {
    retention_hold: 'Acts of office, by the number of the account.',
    retention_run: 'The number of an account.',
  },
  kept: [],
};
