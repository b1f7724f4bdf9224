/** What incidents keep, and for how long. */
import type { Keeping } from '#platform/keeping.ts';
import { forgetIncidents } from './queries/keeping.ts';

const yearMs = 365 * 24 * 3_600_000;
const keptYears = 10;

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
  ],
  aboutNobody: { status_page: 'A number that rises with each change of the public page.' },
  parts: [],
  notCopied: {
    incident: acts,
    incident_alert: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
  },
  erasures: [],
  notErased: {
    incident: acts,
    incident_alert: acts,
    incident_area: acts,
    incident_entry: acts,
    incident_lesson: acts,
    incident_plan_version: acts,
    incident_task: acts,
    incident_update: acts,
  },
  kept: [],
};
