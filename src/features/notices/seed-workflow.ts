/** For the demonstration: approval rules, plans of reminders, templates and series, by the acts themselves. */
export type { By } from './actions/by.ts';
export { approve, submit } from './actions/review.ts';
export { setRule } from './chains/actions/rules.ts';
export type { Place } from './chains/model/chain.ts';
export { planReminders } from './plans/actions/plan.ts';
export { setRecurrence, startSeries } from './series/actions/series.ts';
export { saveTemplateText, startTemplate } from './templates/actions/templates.ts';
