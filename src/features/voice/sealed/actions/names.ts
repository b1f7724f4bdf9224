/** Opening a name, and sending word: what the server knows of it is the case and the day. */
import { sendUnrecorded, type UnrecordedOutcome } from '#features/delivery/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { insertAct } from '../../handling/queries/acts.ts';
import { newsMail } from '../mail.ts';
import { looksLikeMail } from '../model/box.ts';
import { boxesOf, type HeldBox, noteSent, relayOf } from '../queries/names.ts';

/** Hands out the box, and notes that this account opened it on this day. Trouble: `nameGone`. */
export async function openName(services: Services, accountId: number, number: string): Promise<Outcome<HeldBox[]>> {
  const { db } = services;
  const boxes = await boxesOf(db, accountId, number);
  if (boxes.length === 0) return refused(null, 'nameGone');
  await db.transaction().execute((trx) => noteAct(services, trx, accountId, 'voice.open_name', number));
  return done(boxes);
}

/**
 * One mail of fixed words to the address that the ombudsperson's browser has opened. The address is in this call alone: no
 * row, no log line and no error bears it. Troubles: `nameGone`, `mailWrong`, `sentToday`, `mailNone`, `mailHeld`,
 * `mailRefused`, `mailFailed`.
 */
export async function sendNews(
  services: Services,
  accountId: number,
  number: string,
  address: string,
): Promise<Outcome<null>> {
  const { db, clock, config } = services;
  const today = localDate(clock.now(), config.timeZone);
  const [box] = await boxesOf(db, accountId, number);
  if (!box) return refused(null, 'nameGone');
  if (!looksLikeMail(address)) return refused(null, 'mailWrong');
  if ((await relayOf(db, box.caseId)).sentOn === today) return refused(null, 'sentToday');
  const outcome = await sendUnrecorded(services, newsMail(config, address, box.language));
  if (outcome !== 'sent') return refused(null, troubles[outcome]);
  // Only what was sent is written down: a second mail does no harm, a word that never left does.
  await db.transaction().execute(async (trx) => {
    await noteSent(trx, box.caseId, today);
    await noteAct(services, trx, accountId, 'voice.send_news', number);
  });
  return done(null);
}

const troubles: Record<Exclude<UnrecordedOutcome, 'sent'>, string> = {
  none: 'mailNone',
  held: 'mailHeld',
  refused: 'mailRefused',
  failed: 'mailFailed',
};

async function noteAct(
  { clock, config }: Services,
  trx: Transaction,
  accountId: number,
  act: 'voice.open_name' | 'voice.send_news',
  number: string,
): Promise<void> {
  const day = localDate(clock.now(), config.timeZone);
  await insertAct(trx, { day, accountId, act, number, officeId: null });
}
