/** Figures of a message for other features: read-only, exact at each moment. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import { type Figures, figures, type MessageState, type StateName, stateName } from '../model.ts';
import {
  countsByOrganisationAndState,
  countsByState,
  reasonCounts,
  refusedCount,
  statesOfPeople,
} from '../queries/counts.ts';
import { messageRow } from '../queries/message-rows.ts';

export interface Progress extends Figures {
  state: MessageState;
  paused: boolean;
  releaseAt: Date;
  /** All recipients have their row; before that `total` is the size that was approved. */
  expanded: boolean;
  total: number;
  /** Of them, who came into the audience after it had gone out. */
  joined: number;
}

/** How far a message is. Undefined if there is none. */
export async function progress(db: Database | Transaction, messageId: number): Promise<Progress | undefined> {
  const message = await messageRow(db, messageId);
  if (!message) return undefined;
  const { total, ...counted } = figures(await countsByState(db, messageId));
  const rest = message.expandedAt ? 0 : Math.max(0, message.frozenSize - total);
  const ended = message.state === 'stopped';
  return {
    state: message.state,
    paused: message.pausedAt !== null,
    releaseAt: message.releaseAt,
    expanded: message.expandedAt !== null,
    total: total + rest,
    joined: message.joined,
    ...counted,
    queued: counted.queued + (ended ? 0 : rest),
    stopped: counted.stopped + (ended ? rest : 0),
  };
}

/** How many of a message's people refuse its kind by every channel: they are part of `unreachable`. */
export async function refusing(db: Database | Transaction, messageId: number): Promise<number> {
  const message = await messageRow(db, messageId);
  // A message that can't be refused has none, and the rows of a city need not be read to know it.
  return message?.kind ? refusedCount(db, message) : 0;
}

/** Figures by the class or office through which people are reached, in the order of ids. */
export async function countsByOrganisation(
  db: Database | Transaction,
  messageId: number,
): Promise<(Figures & { organisationId: number; total: number })[]> {
  const all = await countsByOrganisationAndState(db, messageId);
  return [...all].map(([organisationId, counts]) => ({ organisationId, ...figures(counts) }));
}

/** Why deliveries failed or are unknown, the most frequent first. `reason` is a key of `reasonWords`. */
export async function failureReasons(
  db: Database | Transaction,
  messageId: number,
): Promise<{ reason: string; n: number }[]> {
  const message = await messageRow(db, messageId);
  if (!message) return [];
  const byKind = new Map<string, number>();
  for (const { reason, n } of await reasonCounts(db, message)) {
    const kind = reason.split(':')[0] as string;
    byKind.set(kind, (byKind.get(kind) ?? 0) + n);
  }
  return [...byKind].map(([reason, n]) => ({ reason, n })).sort((a, b) => b.n - a.n);
}

export interface PersonDelivery {
  /** The class or organisation through which it went out: where the figures count it. */
  organisationId: number;
  state: StateName;
  channel: 'none' | 'email' | 'sms';
  reason: string | null;
}

/** What became of a message for each of these people; those without a row are absent. */
export async function deliveryStates(
  db: Database | Transaction,
  messageId: number,
  personIds: readonly number[],
): Promise<Map<number, PersonDelivery>> {
  const message = await messageRow(db, messageId);
  if (!message || personIds.length === 0) return new Map();
  const rows = await statesOfPeople(db, message, personIds);
  return new Map(
    rows.map((row) => [
      row.personId,
      {
        organisationId: row.organisationId,
        state: stateName(row.state),
        channel: (['none', 'email', 'sms'] as const)[row.channel] ?? 'none',
        reason: row.reason?.split(':')[0] ?? null,
      },
    ]),
  );
}
