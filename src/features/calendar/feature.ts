/** The door of the calendar: which days are working days, and which day is so many of them later. */
import type { Feature } from '#platform/feature.ts';
import { keeping } from './keeping.ts';
import { words } from './messages.ts';
import { permissions } from './policy.ts';
import { routes } from './routes.tsx';
import { standing } from './standing.ts';

export { workCalendar } from './actions.ts';
export {
  addWorkingDays,
  calendarOf,
  isWeekend,
  isWorkingDay,
  type SpecialDay,
  type WorkCalendar,
  type WorkedOut,
  workingDaysBetween,
} from './model.ts';
export { shippedYears } from './shipped.ts';

export const calendar: Feature = { name: 'calendar', permissions, routes, words, standing, keeping };
