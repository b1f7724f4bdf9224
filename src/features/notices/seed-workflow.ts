/** For the demonstration: approval rules, plans of reminders, templates, series, and other ways of a notice, by the acts themselves. */
export type { By } from './actions/by.ts';
export { forwardToClass, startForward } from './actions/forward.ts';
export { approve, comment, returnToAuthor, submit } from './actions/review.ts';
export { countersign, publishUrgently } from './actions/urgent.ts';
export { setRule } from './chains/actions/rules.ts';
export type { Place } from './chains/model/chain.ts';
export { planReminders } from './plans/actions/plan.ts';
export { placeInSeries, setRecurrence, startSeries } from './series/actions/series.ts';
export { saveTemplateText, startTemplate } from './templates/actions/templates.ts';
