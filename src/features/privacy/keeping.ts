/** What this feature keeps itself, and the rule on people who have left, which goes over all features. */
import type { Keeping } from '#platform/keeping.ts';
import { eraseLongGone } from './actions/erase.ts';
import { recordYears } from './model/records.ts';
import { forgetRecords } from './queries/records.ts';
import { countRequests, forgetRequests, requestRows } from './queries/requests.ts';
import { forgetRuns } from './queries/retention.ts';

const yearMs = 365 * 24 * 3_600_000;

export const keeping: Keeping = {
  rules: [
    {
      kind: 'privacy.people_gone',
      tables: ['person'],
      what: { 'zh-CN': '已离开人员的全部信息', en: 'All data of people who have left' },
      purpose: {
        'zh-CN': '两年内返校或复职的，不必重新登记',
        en: 'Whoever comes back within two years is still known',
      },
      period: {
        'zh-CN': '最后一次就读、任职或监护结束后两年',
        en: 'Two years after the last membership or guardianship ended',
      },
      after: { 'zh-CN': '不含任何个人信息的编号', en: 'A number that says nothing of anybody' },
      source: { 'zh-CN': '个人信息保护法第四十七条第一项', en: 'PIPL Art. 47(1)' },
      forget: (services, most) => eraseLongGone(services, most),
    },
    {
      kind: 'privacy.requests',
      tables: ['data_request', 'erasure'],
      what: { 'zh-CN': '个人提出的请求及其处理', en: 'What people asked about their data, and what became of it' },
      purpose: { 'zh-CN': '按时答复；证明已依法办理', en: 'To answer in time; to show that it was done' },
      period: { 'zh-CN': '答复后三年', en: 'Three years after the answer' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '个人信息保护法第五十条', en: 'PIPL Art. 50' },
      forget: ({ db, clock }, most) => forgetRequests(db, new Date(clock.now().getTime() - 3 * yearMs), most),
    },
    {
      kind: 'privacy.records',
      tables: ['privacy_record', 'privacy_record_version', 'breach_step'],
      what: {
        'zh-CN': '处理活动记录、影响评估、泄露事件登记（经办人编号）',
        en: 'Register of processing, impact assessments, breaches (numbers of the accounts that wrote them)',
      },
      purpose: { 'zh-CN': '证明依法处理个人信息', en: 'To show that the law is kept' },
      period: { 'zh-CN': '结束后五年', en: 'Five years after they were closed' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '个人信息保护法第五十六条：至少保存三年',
        en: 'PIPL Art. 56: three years at least',
      },
      forget: ({ db, clock }, most) => forgetRecords(db, new Date(clock.now().getTime() - recordYears * yearMs), most),
    },
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
  parts: [
    {
      tables: ['data_request'],
      name: 'requests',
      what: { 'zh-CN': '提出的请求', en: 'Requests about the own data' },
      columns: {
        kind: { 'zh-CN': '请求', en: 'Asked for' },
        through: { 'zh-CN': '来源', en: 'Came by' },
        asked: { 'zh-CN': '提出日期', en: 'Asked' },
        state: { 'zh-CN': '状态', en: 'State' },
        decided: { 'zh-CN': '答复日期', en: 'Answered' },
        reason: { 'zh-CN': '理由', en: 'Reason' },
      },
      read: async (db, { ids }, guardianId) => (guardianId === null ? requestRows(db, ids) : []),
    },
  ],
  notCopied: {
    breach_step: 'Acts of office, by the number of the account.',
    erasure: 'That an erasure was proposed; whoever was erased has no copy.',
    privacy_record: 'Records of office, by the number of the account.',
    privacy_record_version: 'Records of office, by the number of the account.',
    retention_hold: 'Acts of office, by the number of the account.',
    retention_run: 'The number of the account that started a run.',
  },
  erasures: [],
  notErased: {
    breach_step: 'Acts of office, by the number of the account.',
    data_request: 'That it was asked for and done, by number: the proof, for three years.',
    erasure: 'That it was done, by number: the proof, for three years.',
    privacy_record: 'Records of office, by the number of the account.',
    privacy_record_version: 'Records of office, by the number of the account.',
    retention_hold: 'Acts of office, by the number of the account.',
    retention_run: 'The number of an account.',
  },
  kept: [
    {
      what: { 'zh-CN': '请求和清除的记录（仅编号）', en: 'The record of requests and of this erasure (numbers only)' },
      why: {
        'zh-CN': '答复后三年，用于证明已依法办理（个人信息保护法第五十条）',
        en: 'Three years after the answer, to show that it was done (PIPL Art. 50)',
      },
      count: async (db, { ids }) => 1 + (await countRequests(db, ids)),
    },
  ],
};
