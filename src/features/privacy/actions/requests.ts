/** What people ask about their data, from the asking to the answer. */
import { createHash, randomBytes } from 'node:crypto';
import { type AuditAct, record } from '#features/audit/feature.ts';
import { addWorkingDays, workCalendar } from '#features/calendar/feature.ts';
import { personForDesk } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import {
  type acts,
  type Check,
  type DataRequest,
  linkLifeMs,
  may,
  mostOpen,
  type RequestKind,
  workingDays,
} from '../model/requests.ts';
import {
  insertRequest,
  provisionalRequests,
  putLink,
  requestByLink,
  requestsOf,
  requestWithin,
  setChecked,
  setDecided,
  setDue,
} from '../queries/requests.ts';
import type { By } from './retention.ts';

export interface Wish {
  kind: RequestKind;
  withChildren: boolean;
}

/** A person asks through the own link. It waits at their school, which checks who they are. */
export async function askThroughLink(
  trx: Transaction,
  personId: number,
  wish: Wish,
  today: string,
): Promise<Outcome<number>> {
  const person = await personForDesk(trx, personId);
  if (!person) return refused(null, 'personGone');
  const open = (await requestsOf(trx, personId)).filter(({ state }) => ['open', 'checked'].includes(state));
  // The same asked twice is one.
  const same = open.find((one) => one.kind === wish.kind && one.withChildren === wish.withChildren);
  if (same) return done(same.id);
  if (open.length >= mostOpen) return refused(null, 'requestsTooMany');
  return done(await insert(trx, person, wish, 'link', null, today));
}

/** Somebody at the desk takes a request down, as it came by letter or in person. */
export async function takeDown(
  trx: Transaction,
  by: By,
  personId: number,
  wish: Wish & { reference: string },
): Promise<Outcome<number>> {
  const person = await personForDesk(trx, personId);
  if (!person) return refused(null, 'personGone');
  const id = await insert(trx, person, wish, 'desk', wish.reference || null, by.today);
  await note(
    trx,
    by,
    'data_request.take',
    { id, personId, organisationId: person.organisationId },
    { kind: wish.kind },
  );
  return done(id);
}

async function insert(
  trx: Transaction,
  person: { id: number; organisationId: number | null },
  { kind, withChildren }: Wish,
  askedThrough: 'link' | 'desk',
  reference: string | null,
  today: string,
): Promise<number> {
  const due = addWorkingDays(await workCalendar(trx), today, workingDays);
  return insertRequest(trx, {
    personId: person.id,
    ...{ kind, withChildren, askedThrough, reference },
    askedOn: today,
    dueOn: due.day,
    dueProvisional: due.provisional,
    organisationId: person.organisationId,
  });
}

/**
 * Works out anew the deadlines that rested on a year of the calendar that was not known; returns how many changed. Done
 * each night: a request whose year is still not known stays as it is.
 */
export async function settleDeadlines(db: Database): Promise<number> {
  const calendar = await workCalendar(db);
  let changed = 0;
  // Few: what is open at the turn of the year.
  for (const { id, askedOn, dueOn } of await provisionalRequests(db)) {
    const due = addWorkingDays(calendar, askedOn, workingDays);
    if (due.provisional && due.day === dueOn) continue;
    await setDue(db, id, due);
    if (due.day !== dueOn) changed += 1;
  }
  return changed;
}

async function locked(
  trx: Transaction,
  reach: Reach,
  id: number,
  act: keyof typeof acts,
): Promise<Outcome<DataRequest>> {
  const request = await requestWithin(trx, reach, id, true);
  if (!request) return refused(null, 'requestGone');
  return may(act, request.state) ? done(request) : refused(null, 'requestMoved');
}

/** The office has made sure who is asking. */
export async function check(
  trx: Transaction,
  by: By,
  reach: Reach,
  id: number,
  how: Check,
): Promise<Outcome<DataRequest>> {
  const found = await locked(trx, reach, id, 'check');
  if (!found.ok) return found;
  await setChecked(trx, id, how, by.accountId, by.at);
  await note(trx, by, 'data_request.check', found.value, { how });
  return found;
}

export async function decline(
  trx: Transaction,
  by: By,
  reach: Reach,
  id: number,
  reason: string,
): Promise<Outcome<DataRequest>> {
  const found = await locked(trx, reach, id, 'decline');
  if (!found.ok) return found;
  await setDecided(trx, id, { state: 'declined', by: by.accountId, at: by.at, reason });
  await note(trx, by, 'data_request.decline', found.value);
  return found;
}

/** The copy leaves by the office's own hands: printed, on a stick, however the person wants it. */
export async function handOver(trx: Transaction, by: By, reach: Reach, id: number): Promise<Outcome<DataRequest>> {
  const found = await locked(trx, reach, id, 'finish');
  if (!found.ok) return found;
  if (found.value.kind !== 'copy') return refused(null, 'requestMoved');
  await setDecided(trx, id, { state: 'done', by: by.accountId, at: by.at });
  await note(trx, by, 'data_request.hand_over', found.value);
  return found;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** A link by which the person fetches the copy once. Its secret is shown now and kept nowhere; an earlier one ends. */
export async function makeLink(
  trx: Transaction,
  by: By,
  reach: Reach,
  id: number,
): Promise<Outcome<{ token: string; until: Date; request: DataRequest }>> {
  const found = await locked(trx, reach, id, 'finish');
  if (!found.ok) return found;
  if (found.value.kind !== 'copy') return refused(null, 'requestMoved');
  const token = randomBytes(32).toString('base64url');
  const until = new Date(by.at.getTime() + linkLifeMs);
  await putLink(trx, id, hashOf(token), until);
  await note(trx, by, 'data_request.make_link', found.value);
  return done({ token, until, request: found.value });
}

/** Whether a link to a copy is still good. Looking uses nothing up: mail scanners open links too. */
export async function linkIsGood(db: Database, token: string, now: Date): Promise<boolean> {
  return (await requestByLink(db, hashOf(token), now)) !== undefined;
}

/** Uses the link: its request is answered. Undefined once it is used, ended or too old. */
export async function useLink(trx: Transaction, token: string, at: Date): Promise<DataRequest | undefined> {
  const request = await requestByLink(trx, hashOf(token), at, true);
  if (!request) return undefined;
  await setDecided(trx, request.id, { state: 'done', by: request.checkedBy, at });
  return request;
}

async function note(
  trx: Transaction,
  by: By,
  action: Extract<AuditAct, `data_request.${string}`>,
  request: Pick<DataRequest, 'id' | 'personId' | 'organisationId'>,
  detail: Record<string, string> = {},
): Promise<void> {
  await record(trx, {
    actor: { kind: 'account', accountId: by.accountId },
    action,
    organisationId: request.organisationId,
    subject: `person:${request.personId}`,
    detail: { request: request.id, ...detail },
    at: by.at,
  });
}
