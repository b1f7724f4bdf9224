/** The last look before sending: who of a claimed batch is still to be written to, and where. */
import { type Addressee, addressees, kindsInUse, recipients } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { channels, states } from '../model.ts';
import type { Claimed, Ready, Result } from '../queries/claims.ts';
import { waysOf } from '../queries/expansion.ts';
import type { Outgoing } from './templates.ts';
import type { Worker } from './worker.ts';

export interface Addressed {
  claimed: Claimed;
  recipient: Addressee & { address: string; contactPointId: number };
}

/**
 * Splits a batch into those to be sent and those already settled: an ended guardianship, a pupil who left or died, an
 * answer given meanwhile stop what is queued. Who is reached by another contact than at expansion is sent there; if
 * that is another channel, the row goes over to it.
 */
export async function prepare(
  worker: Worker,
  outgoing: Outgoing,
  from: Ready,
  batch: readonly Claimed[],
): Promise<{ send: Addressed[]; results: Result[] }> {
  const { db, config, leaveOut } = worker.services;
  const { message } = outgoing;
  const now = worker.now();
  if (message.linkExpiresAt <= now && message.alertId !== null) {
    return { send: [], results: batch.map((row) => untried(row, states.stopped, 'alert_ended')) };
  }
  if (message.linkExpiresAt <= now) {
    return { send: [], results: batch.map((row) => untried(row, states.failed, 'link_expired')) };
  }
  const today = localDate(now, config.timeZone);
  const leave = leaveOut[message.purpose]?.(message.subject, today) ?? null;
  const ids = batch.map((row) => row.personId);
  const day = { today, kinds: kindsInUse(config), ...waysOf(message, message.kind) };
  const people = await addressees(db, message.audience, day, ids, leave);
  const refused = batch.filter(wentOn);
  const others = await recipients(db, refused);
  const results: Result[] = [];
  const send: Addressed[] = [];
  for (const claimed of batch) {
    const found = people.get(claimed.personId);
    const other = others.get(claimed.personId);
    // Another contact did not take it: it went over to this one, and stays there.
    if (
      found &&
      !found.leftOut &&
      !found.refuses &&
      other?.address &&
      other.kind &&
      channels[other.kind] === from.channel
    ) {
      const { address } = other;
      send.push({ claimed, recipient: { ...found, address, contactPointId: claimed.contactPointId as number } });
      continue;
    }
    if (!found) results.push(untried(claimed, states.stopped, 'left_audience'));
    else if (found.leftOut) results.push(untried(claimed, states.stopped, 'left_out'));
    else if (found.refuses && found.channel === channels.none)
      results.push(untried(claimed, states.unreachable, 'opted_out'));
    else if (found.contactPointId === null) results.push(withoutContact(claimed, 'no_contact'));
    else if (found.channel === channels.none) results.push(withoutContact(claimed, 'no_channel'));
    else if (found.channel !== from.channel) results.push(movedTo(claimed, found.channel, found.contactPointId, now));
    else send.push({ claimed, recipient: found as Addressed['recipient'] });
  }
  return { send, results };
}

export function untried(claimed: Claimed, state: number, reason: string | null): Result {
  return {
    personId: claimed.personId,
    state,
    reason,
    readyAt: null,
    channel: null,
    contactPointId: null,
    tried: false,
  };
}

/** An address that came back and no other left: the refusal is the reason, not the missing contact. */
function withoutContact(claimed: Claimed, reason: string): Result {
  if (claimed.reason?.startsWith('refused:')) return untried(claimed, states.failed, claimed.reason);
  return untried(claimed, states.unreachable, reason);
}

/** A contact before did not take it, and the row stays at the one to which it went over. */
function wentOn(claimed: Claimed): boolean {
  return (
    wasRefused(claimed) || (claimed.contactPointId !== null && (claimed.reason?.startsWith('push_failed:') ?? false))
  );
}

/** The attempt before was refused for good, and the row came back for another contact. */
export function wasRefused(claimed: Claimed): boolean {
  return claimed.contactPointId !== null && (claimed.reason?.startsWith('refused:') ?? false);
}

/**
 * Of rows that were refused for good just now, those that go on to the person's next contact, at once and by whatever
 * channel that has: a full mailbox is known now, and the family should not be. Once only; who was refused before, or has
 * nothing else, stays refused.
 */
export async function nextContacts(
  worker: Worker,
  { message }: Outgoing,
  from: Ready,
  rows: readonly { claimed: Claimed; contactPointId: number; result: Result }[],
): Promise<Map<number, Result>> {
  const failed = rows.filter(
    ({ claimed, result }) =>
      result.state === states.failed && (result.reason?.startsWith('refused:') ?? false) && !wasRefused(claimed),
  );
  if (failed.length === 0) return new Map();
  const { db, config } = worker.services;
  const now = worker.now();
  const besides = failed.map((row) => row.contactPointId);
  const day = { today: localDate(now, config.timeZone), kinds: kindsInUse(config) };
  const ids = failed.map((row) => row.claimed.personId);
  const people = await addressees(
    db,
    message.audience,
    { ...day, ...waysOf(message, message.kind), besides },
    ids,
    null,
  );
  const moved = new Map<number, Result>();
  for (const { claimed, result } of failed) {
    const next = people.get(claimed.personId);
    if (!next?.contactPointId || next.channel === channels.none) continue;
    // Counts move only where the channel does.
    const channel = next.channel === from.channel ? null : next.channel;
    const contact = { channel, contactPointId: next.contactPointId };
    moved.set(claimed.personId, { ...result, state: states.queued, readyAt: now, ...contact });
  }
  return moved;
}

function movedTo(claimed: Claimed, channel: number, contactPointId: number, now: Date): Result {
  return { ...untried(claimed, states.queued, claimed.reason), channel, contactPointId, readyAt: now };
}
