/** Name and contact on their way into boxes, and who opens them. */
import { accountNames } from '#features/accounts/feature.ts';
import { holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, type Trouble } from '#platform/trouble.ts';
import { oneLine } from '../../ask/model/tidy.ts';
import { boxesFromForm } from '../carried.ts';
import { fingerprint } from '../fingerprint.ts';
import { type Box, longest, looksLikeMail, type Opener, type Person, type Seat } from '../model/box.ts';
import { lastLoss } from '../queries/keys.ts';
import { sealFor } from '../seal.ts';
import { keysInUse } from './openers.ts';

export interface Given {
  /** As the browser sealed them. */
  boxes: readonly string[];
  /** As it came in the clear, where no script ran. */
  person: Person;
}

/**
 * The boxes of a case: those of the browser, or sealed here of what came in the clear, which is neither kept nor logged. Troubles
 * at `person_name`, `person_mail`, `person_phone`.
 */
export async function boxesOf(openers: readonly Opener[], given: Given): Promise<Outcome<Box[]>> {
  const person = {
    name: oneLine(given.person.name),
    mail: oneLine(given.person.mail),
    phone: oneLine(given.person.phone),
  };
  if (!Object.values(person).some((text) => text !== '')) {
    const boxes = boxesFromForm(given.boxes, openers);
    if (boxes) return done(boxes);
    const key = given.boxes.length > 0 ? 'personStale' : 'personNameMissing';
    return { ok: false, troubles: [{ field: 'person_name', key }] };
  }
  const troubles = troublesOf(person);
  return troubles.length > 0 ? { ok: false, troubles } : done(await sealFor(person, openers));
}

function troublesOf(person: Person): Trouble[] {
  const troubles: Trouble[] = [];
  if (person.name === '') troubles.push({ field: 'person_name', key: 'personNameMissing' });
  if (person.mail === '' && person.phone === '') troubles.push({ field: 'person_mail', key: 'personContactMissing' });
  if (person.mail !== '' && !looksLikeMail(person.mail))
    troubles.push({ field: 'person_mail', key: 'personMailWrong' });
  for (const part of ['name', 'mail', 'phone'] as const) {
    const field = `person_${part}`;
    const n = longest[part];
    if (person[part].length > n) troubles.push({ field, key: 'personLong', context: { n } });
    if (holdsIdentityNumber(person[part])) troubles.push({ field, key: 'identityNumber' });
  }
  return troubles.filter(({ field }, at) => troubles.findIndex((one) => one.field === field) === at);
}

export interface SeatNow {
  seat: Seat;
  name: string;
  fingerprint: string;
}

/** Who opens sealed names now, for the public pages. */
export async function ombudspersonsNow(services: Services): Promise<{ seats: SeatNow[]; lostOn: string | undefined }> {
  const [keys, lostOn] = await Promise.all([keysInUse(services), lastLoss(services.db)]);
  const names = await accountNames(
    services.db,
    keys.map(({ accountId }) => accountId),
  );
  const seats = keys.map(({ seat, accountId, publicKey }) => ({
    ...{ seat, name: names.get(accountId) ?? '' },
    fingerprint: fingerprint(publicKey),
  }));
  return { seats, lostOn };
}
