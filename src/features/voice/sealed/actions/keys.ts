/** A key's life: made, wrapped anew, given up, moved from, lost. Each act is in the audit with the key's fingerprint. */
import { type AuditAct, record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Seat } from '../model/box.ts';
import { type Key, keyState, type Wrapped } from '../model/wrap.ts';
import {
  endIfEmpty,
  endLost,
  insertKey,
  keysNow,
  lockKey,
  retireKey,
  setLostBy,
  setWrapped,
  worksInBureau,
} from '../queries/keys.ts';

/** An ombudsperson of the district. */
export interface Holder {
  accountId: number;
  /** Also handles cases: then they may hold no key, so that nobody learns both name and matter. */
  handles: boolean;
}

export interface NewKey {
  seat: Seat;
  publicKey: Buffer;
  wrapped: Wrapped;
}

/**
 * Takes the seat with a key made in the holder's browser. A key of theirs on that seat is retired by it, and so is one whose
 * holder is an ombudsperson no longer (`former`). Troubles: `keyHandles`, `keyBureau`, `seatTaken`, `keyOther` (one person
 * holds one seat).
 */
export async function makeKey(
  services: Services,
  holder: Holder,
  key: NewKey,
  inUse: ReadonlySet<string>,
): Promise<Outcome<{ id: string; before: string | undefined }>> {
  const { accountId } = holder;
  if (holder.handles) return refused(null, 'keyHandles');
  return onDay(services, async (trx, today, note) => {
    if (key.seat === 'outside' && (await worksInBureau(trx, accountId, today))) return refused(null, 'keyBureau');
    const now = await keysNow(trx);
    if (now.some((one) => one.accountId === accountId && one.seat !== key.seat)) return refused(null, 'keyOther');
    const before = now.find(({ seat }) => seat === key.seat);
    if (before && before.accountId !== accountId && inUse.has(before.keyId)) return refused(null, 'seatTaken');
    if (before) await retireKey(trx, before.keyId, today);
    const id = await insertKey(trx, { ...key, accountId, madeOn: today });
    if (id === undefined) return refused(null, 'seatTaken');
    await note('voice.make_key', holder, key);
    if (before) await endIfEmpty(trx, before.keyId, today);
    return done({ id, before: before?.accountId === accountId ? before.keyId : undefined });
  });
}

/** A new passphrase around the same key. Of the kit the old wrap stays, whatever the browser sends. */
export async function changePassphrase(
  services: Services,
  holder: Holder,
  id: string,
  passphrase: Wrapped['passphrase'],
): Promise<Outcome<null>> {
  return onOwn(services, holder, id, async (trx, key, _today, note) => {
    await setWrapped(trx, key.id, { ...key.wrapped, passphrase });
    await note('voice.wrap_key', holder, key);
    return done(null);
  });
}

/** Gives the seat up: nothing more is sealed to this key, and whoever comes next can take the seat. */
export async function giveUpKey(services: Services, holder: Holder, id: string): Promise<Outcome<null>> {
  return onOwn(services, holder, id, async (trx, key, today, note) => {
    if (keyState(key) !== 'in_use') return refused(null, 'keyMoved');
    await retireKey(trx, key.id, today);
    await note('voice.retire_key', holder, key);
    if (await endIfEmpty(trx, key.id, today)) await note('voice.end_key', holder, key);
    return done(null);
  });
}

/** The first of two people says that passphrase and kit are gone. */
export async function proposeLoss(services: Services, accountId: number, id: string): Promise<Outcome<null>> {
  return onKey(services, id, async (trx, key, _today, note) => {
    if (key.lostBy !== null) return refused(null, 'keyMoved');
    await setLostBy(trx, key.id, accountId);
    await note('voice.propose_loss', { accountId }, key);
    return done(null);
  });
}

/** The second one ends it; the holder alone can't, nor whoever said it first. */
export async function confirmLoss(services: Services, accountId: number, id: string): Promise<Outcome<null>> {
  return onKey(services, id, async (trx, key, today, note) => {
    if (key.lostBy === null) return refused(null, 'keyMoved');
    if (key.lostBy === accountId) return refused(null, 'lossSecond');
    await endLost(trx, key.id, today);
    await note('voice.confirm_loss', { accountId }, key);
    return done(null);
  });
}

/** It was found after all. */
export async function dropLoss(services: Services, accountId: number, id: string): Promise<Outcome<null>> {
  return onKey(services, id, async (trx, key, _today, note) => {
    if (key.lostBy === null) return refused(null, 'keyMoved');
    await setLostBy(trx, key.id, null);
    await note('voice.drop_loss', { accountId }, key);
    return done(null);
  });
}

type Note = (act: AuditAct, by: { accountId: number }, key: { seat: Seat; publicKey: Buffer }) => Promise<void>;

/** For acts on keys, which tell nothing of who wrote: they stand in the audit at once. */
export async function onDay<T>(
  { db, clock, config }: Services,
  work: (trx: Transaction, today: string, note: Note) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const at = clock.now();
  return db.transaction().execute((trx) =>
    work(trx, localDate(at, config.timeZone), async (action, { accountId }, { seat, publicKey }) => {
      const detail = { seat, fingerprint: fingerprint(publicKey) };
      await record(trx, { actor: { kind: 'account', accountId }, action, detail, at });
    }),
  );
}

type OnKey<T> = (trx: Transaction, key: Key, today: string, note: Note) => Promise<Outcome<T>>;

function onKey<T>(services: Services, id: string, work: OnKey<T>): Promise<Outcome<T>> {
  return onDay(services, async (trx, today, note) => {
    const key = await lockKey(trx, id);
    return key && key.endedOn === null ? work(trx, key, today, note) : refused(null, 'keyMoved');
  });
}

/** The holder's own key; somebody else's looks like none. */
export function onOwn<T>(services: Services, holder: Holder, id: string, work: OnKey<T>): Promise<Outcome<T>> {
  return onKey(services, id, (trx, key, today, note) =>
    key.accountId === holder.accountId ? work(trx, key, today, note) : Promise.resolve(refused(null, 'keyMoved')),
  );
}
