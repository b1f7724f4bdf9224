/** Pausing and resuming a channel. */
import { type Actor, record } from '#features/audit/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { announce } from '#platform/events.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { SendingChannel } from '../model.ts';
import { setChannelPaused } from '../queries/channels.ts';

/**
 * Nothing is claimed for the channel until it is resumed. Alerts of incidents go on, unless `alerts` holds them too; a
 * channel that is paused can be paused once more with it.
 */
export async function pauseChannel(
  trx: Transaction,
  channel: SendingChannel,
  by: { actor: Actor; reason: string; at: Date; alerts?: boolean },
): Promise<Outcome<null>> {
  const accountId = by.actor.kind === 'account' ? by.actor.accountId : null;
  if (
    !(await setChannelPaused(trx, channel, { at: by.at, by: accountId, reason: by.reason, alerts: by.alerts ?? false }))
  ) {
    return refused(null, 'alreadySo');
  }
  await record(trx, {
    actor: by.actor,
    action: 'channel.pause',
    subject: `channel:${channel}`,
    detail: { reason: by.reason, ...(by.alerts ? { alerts: 'held' } : {}) },
    at: by.at,
  });
  await tell(trx, 'channel.paused', channel, by.at);
  return done(null);
}

/** Lets a paused channel go on. */
export async function resumeChannel(
  trx: Transaction,
  channel: SendingChannel,
  by: { actor: Actor; at: Date },
): Promise<Outcome<null>> {
  if (!(await setChannelPaused(trx, channel, null))) return refused(null, 'alreadySo');
  await record(trx, { actor: by.actor, action: 'channel.resume', subject: `channel:${channel}`, at: by.at });
  await tell(trx, 'channel.resumed', channel, by.at);
  return done(null);
}

/** Channels are the district's. */
async function tell(
  trx: Transaction,
  kind: 'channel.paused' | 'channel.resumed',
  channel: SendingChannel,
  at: Date,
): Promise<void> {
  const district = await theDistrict(trx);
  if (district) await announce(trx, { kind, organisationId: district.id, data: { channel }, at });
}
