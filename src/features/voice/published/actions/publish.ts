/** The daily run: texts whose day has come are out. A fixed hour tells nothing of when anybody wrote. */
import { randomBytes } from 'node:crypto';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { numberFrom } from '../../model/receipt.ts';
import { addStep, lockCase } from '../../queries/cases.ts';
import { mayBePublished } from '../model/published.ts';
import { dropPublication, duePublications, insertPublished, publicationOf, publishedOf } from '../queries/published.ts';

const atOnce = 500;

export async function publishDue({ db, clock, config }: Services): Promise<number> {
  const today = localDate(clock.now(), config.timeZone);
  let out = 0;
  for (const id of await duePublications(db, today, atOnce)) {
    if (await db.transaction().execute((trx) => publishOne(trx, id, today))) out += 1;
  }
  return out;
}

/**
 * Asked anew under the lock: the person may have said no, or asked for a review meanwhile. Then the text goes, and is
 * written again once there is another answer.
 */
export async function publishOne(trx: Transaction, caseId: string, today: string): Promise<boolean> {
  const one = await lockCase(trx, caseId);
  const text = await publicationOf(trx, caseId);
  if (!one || !text?.publishOn || text.publishOn > today) return false;
  if (!mayBePublished(one) || one.officeId === null || (await publishedOf(trx, caseId))) {
    await dropPublication(trx, caseId);
    return false;
  }
  const { officeId, category } = one;
  for (let tries = 0; tries < 3; tries += 1) {
    // Its permanent address is not the number of the case.
    const number = numberFrom(randomBytes(8));
    if (!(await insertPublished(trx, { ...text, number, caseId, officeId, category, day: today }))) continue;
    await dropPublication(trx, caseId);
    await addStep(trx, { caseId, day: today, act: 'published', officeId });
    return true;
  }
  throw new Error('three random addresses were all taken');
}
