/** The last look before sending: who of a claimed batch is still to be written to, and where. */
import { type Addressee, addressees, kindsInUse } from '#features/directory/feature.ts';
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
  const leave = leaveOut[message.purpose]?.(message.subject) ?? null;
  const ids = batch.map((row) => row.personId);
  const day = { today: localDate(now, config.timeZone), kinds: kindsInUse(config), ...waysOf(message, message.kind) };
  const people = await addressees(db, message.audience, day, ids, leave);
  const results: Result[] = [];
  const send: Addressed[] = [];
  for (const claimed of batch) {
    const found = people.get(claimed.personId);
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

function movedTo(claimed: Claimed, channel: number, contactPointId: number, now: Date): Result {
  return { ...untried(claimed, states.queued, claimed.reason), channel, contactPointId, readyAt: now };
}
