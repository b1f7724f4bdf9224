/** Replies are kept for a year after the deadline: until then a school may have to show who agreed to what. */
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import { forgetAnswers } from '../queries/answers.ts';

export const daysKept = 366;

/** Deletes at most so many replies that have been kept long enough, files with them; returns how many those were. */
export function forgetReplies(services: Pick<Services, 'db'>, today: string, most = 20_000): Promise<number> {
  return forgetAnswers(services.db, addDays(today, -daysKept), most);
}
