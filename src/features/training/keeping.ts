/** What the training record keeps, and for how long. Of people it has totals. */
import { localDate } from '#platform/clock.ts';
import type { Keeping } from '#platform/keeping.ts';
import { forgetDrills } from './queries.ts';

const keptYears = 10;
const acts = 'Acts of office, by the number of the account.';

export const keeping: Keeping = {
  rules: [
    {
      kind: 'training.drills',
      tables: ['drill'],
      what: {
        'zh-CN': '学校登记的演练：日期、内容、总人数、发现的问题（登记人编号）',
        en: 'Drills that schools wrote down: day, kind, totals, what was found (number of who wrote it)',
      },
      purpose: { 'zh-CN': '说明是否按规定开展演练', en: 'To show that drills were held as they have to be' },
      period: { 'zh-CN': '演练后十年', en: 'Ten years after the drill' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: {
        'zh-CN': '与突发事件处置记录一致：突发事件应对法（2024年）第九十二条',
        en: 'As the records of incidents: Emergency Response Law (2024), Art. 92',
      },
      forget: ({ db, clock, config }, most) => {
        const today = localDate(clock.now(), config.timeZone);
        return forgetDrills(db, `${Number(today.slice(0, 4)) - keptYears}${today.slice(4)}`, most);
      },
    },
    {
      kind: 'training.requirements',
      tables: ['drill_requirement'],
      what: {
        'zh-CN': '演练要求（设置人编号）',
        en: 'What is asked of schools (number of who set it)',
      },
      purpose: { 'zh-CN': '说明当时的要求', en: 'To show what was asked for at the time' },
      period: { 'zh-CN': '长期', en: 'For good' },
      after: { 'zh-CN': '无', en: 'Nothing' },
      source: { 'zh-CN': '履职记录', en: 'A record of office' },
      by: { 'zh-CN': '不删除：履职记录', en: 'Not deleted: a record of office' },
    },
  ],
  aboutNobody: {},
  parts: [],
  notCopied: { drill: acts, drill_requirement: acts },
  erasures: [],
  notErased: { drill: acts, drill_requirement: acts },
  kept: [],
};
