/** Erasing a person: what stands in the way, what would go, and the act itself over all features in one transaction. */

import { record } from '#features/audit/feature.ts';
import {
  type Bond,
  bondsOf,
  erasedYetNamed,
  lockPeople,
  longGone,
  markKeyOf,
  personForDesk,
} from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Message } from '#platform/i18n.ts';
import type { ErasureGround, Subject } from '#platform/keeping.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { erasures, keptAfterErasure, parts, ruleOf } from '../keepings.ts';
import type { ErasureReason, ErasureRow } from '../model/requests.ts';
import { holds } from '../model/retention.ts';
import { endErasure, insertErasure, lockErasure, setDecided, setErased } from '../queries/requests.ts';
import { openHolds } from '../queries/retention.ts';
import type { By } from './retention.ts';
import { subjectOf } from './subject.ts';

export interface Preview {
  goes: { kind: string; what: Message; n: number }[];
  stays: { what: Message; why: Message; n: number }[];
  bonds: Bond[];
  /** Kinds of rules whose records a hold keeps. */
  held: string[];
}

/** What an erasure would do today. */
export async function preview(db: Database, personId: number, today: string): Promise<Preview> {
  const subject = await subjectOf(db, personId);
  const goes = [];
  for (const { kind, what, count } of erasures) goes.push({ kind, what, n: await count(db, subject) });
  const stays = [];
  for (const { what, why, count } of keptAfterErasure) stays.push({ what, why, n: await count(db, subject) });
  return {
    goes: goes.filter(({ n }) => n > 0),
    stays: stays.filter(({ n }) => n > 0),
    bonds: await bondsOf(db, subject.ids, today),
    held: await heldRules(db, today),
  };
}

/** Holds on records about people: while one is in force nobody is erased. */
async function heldRules(db: Database | Transaction, today: string): Promise<string[]> {
  const ofPeople = new Set(parts.flatMap((part) => part.tables));
  const open = (await openHolds(db)).filter((hold) => holds(hold, today));
  return open.map(({ kind }) => kind).filter((kind) => ruleOf(kind)?.tables.some((table) => ofPeople.has(table)));
}

async function obstacle(trx: Transaction, subject: Subject, today: string): Promise<string | null> {
  const bonds = await bondsOf(trx, subject.ids, today);
  if (bonds.some(({ kind }) => kind === 'import')) return 'eraseImport';
  if (bonds.length > 0) return 'eraseBonds';
  return (await heldRules(trx, today)).length > 0 ? 'eraseHeld' : null;
}

/** The first person's act: nothing goes yet. */
export async function proposeErasure(
  trx: Transaction,
  by: By,
  wish: { personId: number; requestId: number | null; reason: ErasureReason; marked: boolean },
): Promise<Outcome<number>> {
  const person = await personForDesk(trx, wish.personId);
  if (!person) return refused(null, 'personGone');
  const subject = await subjectOf(trx, wish.personId);
  const trouble = await obstacle(trx, subject, by.today);
  if (trouble) return refused(null, trouble);
  const id = await insertErasure(trx, { ...wish, by: by.accountId, at: by.at });
  if (id === null) return refused(null, 'eraseThere');
  await note(trx, by, 'person.propose_erasure', person, { erasure: id });
  return done(id);
}

/**
 * The second person's act: everything goes in this transaction, or nothing. Locked against the same by somebody else; asks
 * again what stands in the way, because days may lie between the two.
 */
export async function carryOut(
  trx: Transaction,
  services: Pick<Services, 'config'>,
  by: By,
  id: number,
): Promise<Outcome<ErasureRow>> {
  const row = await lockErasure(trx, id);
  if (!row) return refused(null, 'eraseGone');
  if (row.proposedBy === by.accountId) return refused(null, 'eraseSelf');
  const person = await personForDesk(trx, row.personId);
  if (!person) return refused(null, 'personGone');
  const subject = await subjectOf(trx, row.personId);
  const trouble = await obstacle(trx, subject, by.today);
  if (trouble) return refused(null, trouble);
  const markKey = row.marked ? markKeyOf(services.config) : null;
  const counts = await erase(trx, subject, { at: by.at, today: by.today, markKey });
  await setErased(trx, id, { by: by.accountId, at: by.at, counts });
  if (row.requestId !== null) {
    await setDecided(trx, row.requestId, { state: 'done', by: by.accountId, at: by.at });
  }
  await note(trx, by, 'person.erase', person, { erasure: id, ...counts });
  return done(row);
}

/** Takes a proposal back. */
export async function withdrawErasure(trx: Transaction, by: By, id: number): Promise<Outcome<ErasureRow>> {
  const row = await lockErasure(trx, id);
  if (!row) return refused(null, 'eraseGone');
  await endErasure(trx, id, by.accountId, by.at);
  const person = await personForDesk(trx, row.personId);
  if (person) await note(trx, by, 'person.keep', person, { erasure: id });
  return done(row);
}

/** From the top down, so that what refers to the person goes before the person does. */
async function erase(trx: Transaction, subject: Subject, ground: ErasureGround): Promise<Record<string, number>> {
  // Whoever writes something about the person just now is done before, or finds the links dead.
  await lockPeople(trx, subject.ids);
  const counts: Record<string, number> = {};
  for (const { kind, count, erase: act } of erasures) {
    const n = await count(trx, subject);
    if (n > 0) counts[kind] = n;
    await act(trx, subject, ground);
  }
  return counts;
}

/** People that are looked for at once; each is erased in a transaction of its own. */
const goneAtOnce = 100;
/** A pupil who comes back within two years finds the school as it was. */
export const goneAfterDays = 731;

/** Erases people who have belonged to nothing for so long. Without a mark: whoever comes again is taken in. */
export async function eraseLongGone(services: Services, most: number): Promise<number> {
  const { db, clock, config } = services;
  const now = clock.now();
  const day = (at: Date) => localDate(at, config.timeZone);
  const before = day(new Date(now.getTime() - goneAfterDays * 86_400_000));
  let total = 0;
  for (let more = true; more && total < most; ) {
    const found = await longGone(db, before, goneAtOnce);
    let gone = 0;
    for (const personId of found) gone += await eraseOne(services, personId, now, day(now));
    total += gone;
    // Those whom something keeps stand at the head of the next batch too: when it is all of them, it ends.
    more = found.length === goneAtOnce && gone > 0;
  }
  return total;
}

function eraseOne({ db }: Services, personId: number, at: Date, today: string): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const subject = await subjectOf(trx, personId);
    if (await obstacle(trx, subject, today)) return 0;
    const counts = await erase(trx, subject, { at, today, markKey: null });
    await record(trx, {
      actor: { kind: 'system' },
      action: 'person.erase',
      subject: `person:${personId}`,
      detail: counts,
      at,
    });
    return 1;
  });
}

/**
 * After a restore, in its transaction: whoever was erased since the backup was made is erased again, through all
 * features. The mark came with the tombstone.
 */
export async function eraseAgain(trx: Transaction, at: Date): Promise<void> {
  const today = at.toISOString().slice(0, 10);
  for (const personId of await erasedYetNamed(trx)) {
    await erase(trx, await subjectOf(trx, personId), { at, today, markKey: null });
  }
}

async function note(
  trx: Transaction,
  by: By,
  action: 'person.propose_erasure' | 'person.erase' | 'person.keep',
  person: { id: number; organisationId: number | null },
  detail: Record<string, number>,
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: person.organisationId,
    subject: `person:${person.id}`,
    detail,
    at: by.at,
  });
}
