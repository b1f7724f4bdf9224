/**
 * Alerts of incidents: one message for each channel, since they leave by all of them at once. Whoever has a mailbox and a
 * phone gets both; a person has one row a channel, whatever the number of their children.
 */
import { type Audience, anyBrowsers, kindsInUse, type WrittenKind } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { channelName, channels, type SendingChannel } from '../model.ts';
import { alertClock, type Clock } from '../queries/alert-figures.ts';
import { distinctReached } from '../queries/counts.ts';
import {
  type AlertMessage,
  ensurePartition,
  insertContents,
  insertMessage,
  markAllStopped,
  messagesOfAlerts,
} from '../queries/message-rows.ts';
import { failureReasons, type Progress, progress } from './figures.ts';
import type { MessageContent } from './messages.ts';

/** The channels by which an alert reaches single people here; what is set up decides. Browsers are told besides. */
export function alertChannels(config: { sms?: unknown }): readonly WrittenKind[] {
  return kindsInUse(config).filter((kind) => kind !== 'push');
}

export interface AlertDraft {
  districtId: number;
  /** The office that warns: its name stands in the From of each mail. */
  organisationId: number;
  /** What it is about, such as `incident:12`. */
  subject: string;
  /** The warning of the incident; the database takes no other. */
  alertId: number;
  audience: Audience;
  /** How many the audience had when the officer looked at it; by a channel they are fewer. */
  people: number;
  /** What is queued then is not sent any more. */
  endsAt: Date;
  /** Warnings before, whose messages this one follows. */
  after: readonly number[];
  /** Only to those whom these may have reached: who got a warning gets its cancellation. */
  toFollowers: boolean;
  /** The main language first. Without a personal link: what is public has a plain address. */
  contents: readonly MessageContent[];
}

/** Commits one message a channel with the caller's transaction; each leaves at once, before all others. */
export async function createAlert(
  trx: Transaction,
  by: readonly SendingChannel[],
  draft: AlertDraft,
  at: Date,
): Promise<number[]> {
  if (draft.contents.length === 0) throw new Error('A message needs a content.');
  const period = `${at.toISOString().slice(0, 7)}-01`;
  await ensurePartition(trx, period);
  const before = await messagesOfAlerts(trx, draft.after);
  const ids: number[] = [];
  // Where nobody is told in a browser, no message says that it reached nobody.
  const all = (await anyBrowsers(trx)) ? [...new Set<SendingChannel>([...by, 'push'])] : by;
  for (const channel of all) {
    const { districtId, organisationId, subject, audience } = draft;
    const id = await insertMessage(trx, {
      ...{ districtId, period, organisationId, subject, purpose: 'alert', kind: null, audience },
      ...{ frozenSize: draft.people, releaseAt: at, linkExpiresAt: draft.endsAt, createdAt: at },
      ...{ mayWait: false, waitUntil: null },
      alert: {
        id: draft.alertId,
        channel: channels[channel],
        follows: before.map((message) => message.id),
        toFollowers: draft.toFollowers,
      },
    });
    await insertContents(trx, id, draft.contents);
    ids.push(id);
  }
  return ids;
}

/** Another warning has taken the place of these: what is queued of them is not sent any more. How many still went. */
export async function replaceAlerts(trx: Transaction, alertIds: readonly number[]): Promise<number> {
  const open = (await messagesOfAlerts(trx, alertIds)).map((message) => message.id);
  return open.length === 0 ? 0 : markAllStopped(trx, open, 'alert_replaced');
}

const isGoing = (message: Pick<AlertMessage, 'state'>) => message.state !== 'finished' && message.state !== 'stopped';

/** Whether anything of these warnings is still going out. */
export async function alertsGoing(db: Database | Transaction, alertIds: readonly number[]): Promise<boolean> {
  return (await messagesOfAlerts(db, alertIds)).some(isGoing);
}

export interface ChannelProgress {
  messageId: number;
  channel: SendingChannel;
  progress: Progress;
  reasons: { reason: string; n: number }[];
}

export interface AlertProgress {
  channels: ChannelProgress[];
  /** People to whom it was handed over by one channel at least. */
  reached: number;
  /** From the click on; of those who have a channel. */
  clock: Clock;
  /** People with a row by any channel; until all have theirs, those so far. */
  addressed: number;
  going: boolean;
  /** It did not go to all of them: another has taken its place, or it was stopped otherwise (it ran out). */
  cut: 'replaced' | 'stopped' | null;
}

function cutOf(messages: readonly AlertMessage[]): AlertProgress['cut'] {
  const stopped = messages.filter((message) => message.state === 'stopped');
  if (stopped.length === 0) return null;
  return stopped.some((message) => message.stoppedReason === 'alert_replaced') ? 'replaced' : 'stopped';
}

/** How far a warning is, over its channels. Undefined if it was not sent to anybody. */
export async function alertProgress(db: Database | Transaction, alertId: number): Promise<AlertProgress | undefined> {
  const messages = await messagesOfAlerts(db, [alertId]);
  const first = messages[0];
  if (!first) return undefined;
  const byChannel: ChannelProgress[] = [];
  for (const message of messages) {
    const channel = channelName(message.channel);
    const now = await progress(db, message.id);
    if (!channel || !now) continue;
    byChannel.push({ messageId: message.id, channel, progress: now, reasons: await failureReasons(db, message.id) });
  }
  const { addressed, ...clock } = await alertClock(db, messages, first.createdAt);
  return {
    channels: byChannel,
    reached: await distinctReached(
      db,
      messages.map((message) => message.id),
      null,
    ),
    clock,
    addressed,
    going: messages.some(isGoing),
    cut: cutOf(messages),
  };
}

/** When the last message of a warning ended; null while one still goes. Figures do not change afterwards. */
export async function alertEnded(db: Database | Transaction, alertId: number): Promise<Date | null> {
  const messages = await messagesOfAlerts(db, [alertId]);
  const ends = messages.map((message) => message.finishedAt);
  if (ends.length === 0 || ends.includes(null)) return null;
  return new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0)));
}
