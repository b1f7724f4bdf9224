/** Pinning the keys of an issuer: by one person, in force by another, ended by anybody. */
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import { mostPinned, type Pinned, readPem } from '../model/signature.ts';
import { insertPinned, lockPinned, movePinned, pinnedOf } from '../queries/certificates.ts';
import { lockFeed, rereadUnproven } from '../queries/feeds.ts';

export async function proposePin(trx: Transaction, by: By, feedId: number, pem: string): Promise<Outcome<number>> {
  const feed = await lockFeed(trx, feedId);
  if (!feed) return refused(null, 'feedGone');
  const pin = readPem(pem, by.at);
  if (!pin.ok) return pin;
  const own = (await pinnedOf(trx, feedId)).filter((one) => one.state !== 'ended');
  if (own.some((one) => one.fingerprint === pin.value.fingerprint)) return refused('pem', 'pinThere');
  if (own.length >= mostPinned) return refused('pem', 'pinMany', { n: mostPinned });
  const id = await insertPinned(trx, feedId, pin.value, by);
  await note(trx, by, 'incident_certificate.propose', `warning_certificate:${id}`, {
    ...{ feed: feed.name, fingerprint: pin.value.fingerprint },
  });
  return done(id);
}

/** By a second person, who has compared the fingerprint with the issuer's. */
export async function confirmPin(trx: Transaction, by: By, id: number): Promise<Outcome<Pinned>> {
  const pin = await lockPinned(trx, id);
  if (pin?.state !== 'proposed' || !(await lockFeed(trx, pin.feedId))) return refused(null, 'pinGone');
  if (pin.madeBy === by.accountId) return refused(null, 'pinOwn');
  if (pin.notAfter && pin.notAfter <= by.at) return refused(null, 'pemExpired');
  await movePinned(trx, id, 'active', by);
  await rereadUnproven(trx, pin.feedId);
  await note(trx, by, 'incident_certificate.confirm', `warning_certificate:${id}`, { fingerprint: pin.fingerprint });
  return done(pin);
}

/** At once and by one person: what it signs from now on is a stranger's. */
export async function endPin(trx: Transaction, by: By, id: number): Promise<Outcome<Pinned>> {
  const pin = await lockPinned(trx, id);
  if (!pin || pin.state === 'ended') return refused(null, 'pinGone');
  await movePinned(trx, id, 'ended', by);
  await note(trx, by, 'incident_certificate.end', `warning_certificate:${id}`, { fingerprint: pin.fingerprint });
  return done(pin);
}
