/** Tells class teachers, once a morning and in one mail, of contact points that were turned off. */
import { localDate, localMinutes } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { turnedOffMail } from './mail.ts';
import { settledHours, tellingHour } from './model.ts';
import { markTold, toTell, untold } from './queries.ts';

/** How many people a mail was queued for. Outside the hour of telling nothing happens; safe to run twice and at once. */
export async function tellOfTurnedOff(services: Services): Promise<number> {
  const { db, clock, config, outbox } = services;
  const now = clock.now();
  if (Math.floor(localMinutes(now, config.timeZone) / 60) !== tellingHour) return 0;
  return db.transaction().execute(async (trx) => {
    const ids = await untold(trx, new Date(now.getTime() - settledHours * 3_600_000));
    if (ids.length === 0) return 0;
    const people = await toTell(trx, ids, localDate(now, config.timeZone));
    for (const person of people) await outbox.queueMail(trx, turnedOffMail(person, config));
    // Also those of whom there is nobody to tell: the office sees them on its first page.
    await markTold(trx, ids, now);
    return people.length;
  });
}
