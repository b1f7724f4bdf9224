/** Replies are kept for a year after the deadline: until then a school may have to show who agreed to what. */
import type { Services } from '#platform/services.ts';
import { addDays } from '../../model/notice.ts';
import { forgetAnswers } from '../queries/answers.ts';

export const daysKept = 366;

/** Deletes what has been kept long enough, files with it; returns how many replies that were. */
export async function forgetReplies(services: Services, today: string): Promise<number> {
  const before = addDays(today, -daysKept);
  let total = 0;
  for (let gone = -1; gone !== 0; total += gone) gone = await forgetAnswers(services.db, before);
  return total;
}
