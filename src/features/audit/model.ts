/** What an event is, how it is written down to be hashed, and what a verification can find. Pure. */
import { createHash } from 'node:crypto';
import type { AuditAct } from './acts.ts';

/** Who acted: a person with an account, somebody on the server's console, or Belfry itself. */
export type Actor = { kind: 'account'; accountId: number } | { kind: 'console' } | { kind: 'system' };

/** One act, as features hand it over. `detail` holds ids, states and counts, never names or addresses. */
export interface Entry {
  actor: Actor;
  action: AuditAct;
  organisationId?: number | null;
  /** Such as `notice:12`. */
  subject?: string | null;
  detail?: Record<string, string | number | boolean | null>;
  at: Date;
}

/** An event as the database writes it as text: nothing is rounded or reordered on the way to the hash. */
export interface SealedFields {
  id: number;
  at: string;
  xid: string;
  account_id: number | null;
  actor: string;
  action: string;
  organisation_id: number | null;
  subject: string | null;
  detail: string;
  /** Null in events of the time before contents could be forgotten, and in forgotten ones. */
  salt: string | null;
  /** In hexadecimal; only in forgotten events. */
  content_hash: string | null;
  /** Whether what it said was forgotten. */
  forgotten: boolean;
}

/**
 * Acts that change nothing: views, searches, signing in. They are kept for six months and then forgotten; the same list
 * stands in the function audit_forget (migration 000140), which is the only way.
 */
export const forgettable: readonly AuditAct[] = [
  'account.view',
  'audit.search',
  'incident.view_roll',
  'notice.open_reply_file',
  'notice.print_paper',
  'notice.view_names',
  'notice.view_replies',
  'notice.view_unreachable',
  'person.view',
  'session.prove',
  'session.refuse_code',
  'session.sign_in',
  'session.sign_out',
];

/** The end of the chain: kept outside the database, it proves that nothing before it was changed or cut. */
export interface Head {
  position: number;
  /** sha256 in hexadecimal. */
  hash: string;
}

export const findingKinds = ['altered', 'missing', 'gap', 'inserted', 'unsealed', 'head_differs', 'cut'] as const;

/**
 * altered: the row does not give the hash that was sealed (also: two rows exchanged) · missing: the event is gone ·
 * gap: a position of the chain is gone · inserted: pushed in among older events · unsealed: older than the sealer's
 * delay and still not sealed · head_differs: another chain than the one whose head was kept outside (re-hashed) ·
 * cut: the chain ends before a head that was kept outside.
 */
export interface Finding {
  kind: (typeof findingKinds)[number];
  position: number | null;
  eventId: number | null;
}

export interface Verification {
  ok: boolean;
  /** Rows of the chain that were looked at. */
  sealed: number;
  /** Events that wait for the sealer. */
  waiting: number;
  head: Head | null;
  /** How many heads kept outside were compared. */
  headsCompared: number;
  /** The first hundred. */
  findings: Finding[];
  findingCount: number;
}

/** A line of the auditors' list. */
export interface EventRow {
  id: number;
  at: Date;
  accountId: number | null;
  actor: string;
  action: string;
  organisationName: string | null;
  subject: string | null;
  detail: Record<string, unknown>;
  /** Who and whom were forgotten; the act and its day stay. */
  forgotten: boolean;
  sealed: boolean;
}

export const noHash: Buffer = Buffer.alloc(32);

/**
 * sha256 of what an event says of people, with its salt: the part that can be forgotten. Undefined for events of the time
 * before, whose content goes into the chain as it is. audit_forget computes the same.
 */
function contentHash(event: SealedFields): string | undefined {
  if (event.forgotten) return event.content_hash ?? undefined;
  if (event.salt === null) return undefined;
  const content = [event.salt, event.account_id ?? '', event.actor, event.subject ?? '', event.detail].join('|');
  return createHash('sha256').update(content, 'utf8').digest('hex');
}

/**
 * sha256(previous hash || canonical JSON): fields in this order, absent ones as null, the horizon where there is one. Of
 * what the event says of people only a hash goes in, so that the chain still proves the act and its day once the
 * content is forgotten.
 */
export function chainHash(previous: Buffer, position: number, event: SealedFields, horizon: string | null): Buffer {
  const content = contentHash(event);
  if (content !== undefined) {
    const { id, at, xid, actor, action, organisation_id } = event;
    const canonical = JSON.stringify([2, position, id, at, xid, actor, action, organisation_id, content, horizon]);
    return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
  }
  const canonical = JSON.stringify([
    position,
    event.id,
    event.at,
    event.xid,
    event.account_id,
    event.actor,
    event.action,
    event.organisation_id,
    event.subject,
    event.detail,
    horizon,
  ]);
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}

/** Six months, as short as calendar months can make them. */
const shortestHalfYear = 181 * 24 * 3_600_000;

/**
 * Whether an event may stand there forgotten: only acts that change nothing, and only when they are old enough. Those of
 * the time before salts have nothing that their link can be computed from; it is taken as it stands.
 */
export function rightlyForgotten(event: SealedFields, now: Date): boolean {
  const old = now.getTime() - new Date(event.at).getTime() >= shortestHalfYear;
  return old && (forgettable as readonly string[]).includes(event.action);
}

/** Whether an event with a lower id than those sealed at the horizon can have come later by right. */
export function wasUnderWay(xid: string, horizon: string): boolean {
  const [oldest = '0', sealer = '0'] = horizon.split(':');
  return BigInt(xid) >= BigInt(oldest) && BigInt(xid) < BigInt(sealer);
}

/** `120:9f…` as typed on a command line or copied from a mail. */
export function readHead(text: string): Head | undefined {
  const match = /^\s*([1-9]\d{0,15})\s*:\s*([0-9a-fA-F]{64})\s*$/.exec(text);
  return match ? { position: Number(match[1]), hash: match[2]!.toLowerCase() } : undefined;
}
