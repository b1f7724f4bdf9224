/** What other features do with messages: make, stop, pause, resume. */

import type { Audience } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import {
  ensurePartition,
  insertContents,
  insertMessage,
  lockMessage,
  markAllStopped,
  markStopped,
  messageRow,
  replaceContentRows,
  setPaused,
} from '../queries/message-rows.ts';

export interface MessageContent {
  language: string;
  subject: string;
  /** Plain text; {{link}} stands for the person's own link. */
  text: string;
  /** HTML, a fragment or a whole document; {{link}} as in the text. */
  html: string;
  /** For text messages: some 60 characters and {{link}}. */
  short: string;
}

export interface MessageDraft {
  districtId: number;
  /** The issuing office: its name stands in the From of each mail. */
  organisationId: number;
  /** What it is about, such as `notice:12`. */
  subject: string;
  purpose: 'notice' | 'reminder' | 'correction' | 'roll_call' | 'roll_call_staff';
  /** The key under which people may refuse it by channel; null: it reaches everybody. */
  kind?: string | null;
  audience: Audience;
  /** Size of the audience when it was approved. */
  frozenSize: number;
  /** Nothing leaves before. */
  releaseAt: Date;
  linkExpiresAt: Date;
  /** Whether it may wait for the daily mail of those who chose one; without, it never does. */
  mayWait?: boolean;
  /** The daily mail must come before, else it goes out at once. */
  waitUntil?: Date | null;
  /** The main language first: people whose language is not among them get this one. */
  contents: readonly MessageContent[];
}

/** Commits the frozen audience and a cursor with the caller's transaction; expansion and sending follow by themselves. */
export async function createMessage(trx: Transaction, draft: MessageDraft, at: Date): Promise<number> {
  if (draft.contents.length === 0) throw new Error('A message needs a content.');
  const period = `${at.toISOString().slice(0, 7)}-01`;
  await ensurePartition(trx, period);
  const id = await insertMessage(trx, {
    districtId: draft.districtId,
    period,
    organisationId: draft.organisationId,
    subject: draft.subject,
    purpose: draft.purpose,
    kind: draft.kind ?? null,
    audience: draft.audience,
    frozenSize: draft.frozenSize,
    releaseAt: draft.releaseAt,
    linkExpiresAt: draft.linkExpiresAt,
    createdAt: at,
    mayWait: draft.mayWait ?? false,
    waitUntil: draft.waitUntil ?? null,
  });
  await insertContents(trx, id, draft.contents);
  return id;
}

/**
 * Stops a message: nothing more is expanded or claimed. What a worker holds in its hands at this moment (at most a
 * batch each) may still leave. `nothingLeft` tells whether it was stopped before anything could have left.
 */
export async function stopMessage(
  trx: Transaction,
  messageId: number,
  reason: string,
  at: Date,
): Promise<Outcome<{ nothingLeft: boolean }>> {
  const message = await lockMessage(trx, messageId);
  if (!message) return refused(null, 'messageMissing');
  if (!(await markStopped(trx, messageId, reason))) return refused(null, 'messageEnded');
  return done({ nothingLeft: message.state === 'waiting' || message.releaseAt > at });
}

/** Stops several at once, whatever each has come to; those that have ended stay as they are. */
export function stopMessages(trx: Transaction, messageIds: readonly number[], reason: string): Promise<number> {
  return messageIds.length === 0 ? Promise.resolve(0) : markAllStopped(trx, messageIds, reason);
}

/** From now on the message says something else: to those still queued, and to those who join later. */
export async function replaceContents(
  trx: Transaction,
  messageId: number,
  contents: readonly MessageContent[],
  linkExpiresAt: Date,
): Promise<void> {
  if (contents.length === 0) throw new Error('A message needs a content.');
  await replaceContentRows(trx, messageId, contents, linkExpiresAt);
}

/** Holds a message until it is resumed. */
export async function pauseMessage(trx: Transaction, messageId: number, at: Date): Promise<Outcome<null>> {
  return outcome(trx, messageId, await setPaused(trx, messageId, at));
}

/** Lets a held message go on. */
export async function resumeMessage(trx: Transaction, messageId: number): Promise<Outcome<null>> {
  return outcome(trx, messageId, await setPaused(trx, messageId, null));
}

async function outcome(trx: Transaction, messageId: number, changed: boolean): Promise<Outcome<null>> {
  if (changed) return done(null);
  const message = await messageRow(trx, messageId);
  if (!message) return refused(null, 'messageMissing');
  return refused(null, message.state === 'stopped' || message.state === 'finished' ? 'messageEnded' : 'alreadySo');
}
