/** What incidents keep, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetIncidents, forgetWarnings } from './queries/keeping.ts';

const yearMs = 365 * 24 * 3_600_000;
const keptYears = 10;
const warningYears = 3;

const acts = 'Acts of office, by the number of the account.';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'incidents.records',
      tables: [
        'incident',
        'incident_affected',
        'incident_task',
        'incident_entry',
        'incident_update',
        'incident_school',
        'incident_lesson',
        'incident_alert',
        'incident_alert_send',
      ],
      what: {
        'zh-CN': '突发事件和演练的处置记录（经办人编号）',
        en: 'Records of incidents and exercises (numbers of the accounts that acted)',
      },
      purpose: { 'zh-CN': '复盘改进、责任追溯', en: 'To learn from them, and to answer for what was done' },
      period: { 'zh-CN': '结束后十年', en: 'Ten years after they were closed' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '突发事件应对法（2024年）第九十二条',
        en: 'Emergency Response Law (2024), Art. 92',
      },
      forget: ({ db, clock }, most) => forgetIncidents(db, new Date(clock.now().getTime() - keptYears * yearMs), most),
    },
    {
      kind: 'incidents.plans',
      tables: ['incident_plan_version', 'incident_area'],
      what: {
        'zh-CN': '应急预案各版本、地理范围（编写人编号）',
        en: 'Versions of response plans, areas of places (number of who wrote them)',
      },
      purpose: { 'zh-CN': '说明当时依据哪一版预案处置', en: 'To show by which plan one acted' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第二十八条', en: 'Emergency Response Law (2024), Art. 28' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
    {
      kind: 'incidents.warnings',
      tables: ['warning', 'warning_notice'],
      what: {
        'zh-CN': '收到的外部预警及研判结果（经办人编号）',
        en: 'Warnings of others and what was made of them (number of who decided)',
      },
      purpose: { 'zh-CN': '说明何时知悉、如何研判', en: 'To show when one knew, and what was made of it' },
      period: {
        'zh-CN': '收到后三年；据以启动响应的随事件保存',
        en: 'Three years; with its incident if one was declared',
      },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '突发事件应对法（2024年）第九十二条',
        en: 'Emergency Response Law (2024), Art. 92',
      },
      forget: ({ db, clock }, most) =>
        forgetWarnings(db, new Date(clock.now().getTime() - warningYears * yearMs), most),
    },
    {
      kind: 'incidents.feeds',
      tables: ['warning_feed', 'warning_rule'],
      what: {
        'zh-CN': '预警来源和自动公告规则（设置人、确认人编号）',
        en: 'Feeds of warnings, rules of automatic notices (numbers of who wrote and confirmed them)',
      },
      purpose: { 'zh-CN': '说明自动公告的依据', en: 'To show on what an automatic notice stood' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '突发事件应对法（2024年）第二十八条', en: 'Emergency Response Law (2024), Art. 28' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
  ],
  aboutNobody: {
    warning_link: 'Which messages of a feed were read: addresses of files, about nobody.',
    status_page: 'A number that rises with each change of the public page.',
  },
  parts: [],
  notCopied: {
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
  },
  erasures: [],
  notErased: {
    incident: acts,
    incident_alert: acts,
    incident_alert_send: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
    warning: acts,
    warning_feed: acts,
    warning_notice: acts,
    warning_rule: acts,
  },
  kept: [],
};
