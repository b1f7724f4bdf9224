/** The demo's door to the desk of cases: a year of them in all states, done by the acts of the desk. */
import { reachOf } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { addDays } from '#platform/days.ts';
import type { Outcome } from '#platform/trouble.ts';
import {
  approveAnswer,
  approveExtension,
  askPerson,
  draftAnswer,
  proposeExtension,
} from './handling/actions/answer.ts';
import { type By, countingOf } from './handling/actions/by.ts';
import { declareConflict, openTask, writeMemo } from './handling/actions/inside.ts';
import { merge } from './handling/actions/merge.ts';
import { askReview, rate, saySettled } from './handling/actions/outcome.ts';
import { accept, assign, decline, passOn } from './handling/actions/triage.ts';
import { makeCase } from './handling/factory.ts';
import { insertTemplate } from './handling/queries/templates.ts';
import { acceptDue } from './model/due.ts';
import { complains, type Kind } from './model/kinds.ts';
import type { DeclineReason, PassOnReason } from './model/reasons.ts';
import { releaseText } from './open311/actions.ts';
import { permissions } from './policy.ts';
import { addMessage, addStep, changeCase, lockCase, rulesOf } from './queries/cases.ts';
import { askForWord } from './sealed/actions/relay.ts';
import type { Person } from './sealed/model/box.ts';
import { keysNow } from './sealed/queries/keys.ts';
import { insertBoxes, setSealed } from './sealed/queries/names.ts';
import { sealFor } from './sealed/seal.ts';
import { carryOutPublic, isPublicAct, type PublicAct } from './seed-published.ts';

export interface SeededCase {
  kind: Kind;
  category: string;
  language?: 'zh-CN' | 'en';
  /** So many days ago. */
  daysAgo: number;
  text: string;
  address?: string;
  point?: { latitude: number; longitude: number };
  organisationId?: number;
  mayPublish?: boolean;
  /** A sealed name: to the keys in use. */
  person?: Person;
  /** What was done, each so many days after the receipt. */
  acts: readonly SeededAct[];
}

export type SeededAct = { after: number } & (
  | { act: 'assign'; officeId: number }
  | { act: 'accept' | 'withdraw' | 'askWord' }
  | { act: 'decline'; reason: DeclineReason; text: string }
  | { act: 'passOn'; reason: PassOnReason; authority: string }
  | { act: 'ask' | 'reply' | 'memo' | 'draft' | 'answer' | 'correct'; text: string }
  | { act: 'task'; text: string; dueIn: number }
  | { act: 'extend'; by: number; text: string }
  | { act: 'settle'; settled: boolean; rating?: number }
  | { act: 'review'; text: string }
  /** Let out by Open311. */
  | { act: 'list'; text: string; address: string }
  | PublicAct
  /** Into the seeded case with this place in the list. */
  | { act: 'merge'; into: number }
);

export interface HandlingSeed {
  /** Both of the whole district. */
  handlers: readonly [Seeder, Seeder];
  today: string;
  templates: readonly { name: string; language: 'zh-CN' | 'en'; text: string }[];
  cases: readonly SeededCase[];
}

export interface Seeder {
  accountId: number;
  organisationId: number;
  path: string;
}

/** What was to happen after today has not happened yet. */
export async function seedHandling(db: Database, seed: HandlingSeed): Promise<number> {
  await db.transaction().execute(async (trx) => {
    for (const template of seed.templates) await insertTemplate(trx, template);
  });
  const numbers: string[] = [];
  const later: Later[] = [];
  for (const wish of seed.cases) {
    const seeded = await db.transaction().execute((trx) => seedCase(trx, seed, wish, numbers));
    numbers.push(seeded.number);
    later.push(...seeded.later);
  }
  // What is in public stands in the order in which it was published, of all cases.
  later.sort((a, b) => (a.ground.day < b.ground.day ? -1 : 1));
  for (const { ground, act } of later) {
    made(await db.transaction().execute((trx) => carryOutPublic(trx, ground, act)));
  }
  return numbers.length;
}

interface Later {
  ground: Ground;
  act: PublicAct;
}

async function seedCase(
  trx: Transaction,
  { handlers, today }: HandlingSeed,
  wish: SeededCase,
  numbers: readonly string[],
): Promise<{ number: string; later: Later[] }> {
  const receivedOn = addDays(today, -wish.daysAgo);
  const count = await countingOf(trx);
  const clock = complains(wish.kind) ? 'petition' : 'question';
  const rules = await rulesOf(trx, { clock, clockVersion: 1 });
  const { id, number } = await makeCase(trx, {
    ...{ kind: wish.kind, category: wish.category, clock, text: wish.text, receivedOn },
    language: wish.language ?? 'zh-CN',
    ...{
      organisationId: wish.organisationId ?? null,
      mayPublish: wish.mayPublish ?? true,
      address: wish.address ?? null,
      ...(wish.point && { point: wish.point }),
    },
    dueOn: acceptDue(rules, receivedOn, count).day,
  });
  await addStep(trx, { caseId: id, day: receivedOn, act: 'received' });
  const keys = wish.person ? await keysNow(trx) : [];
  if (wish.person && keys.length > 0) {
    await insertBoxes(trx, id, await sealFor(wish.person, keys));
    await setSealed(trx, id);
  }
  const [first, second] = handlers;
  const later: Later[] = [];
  const done = wish.acts.filter(({ after }) => after <= wish.daysAgo);
  for (const act of done) {
    const day = addDays(receivedOn, act.after);
    const by = (who: Seeder): By => ({ today: day, handler: handlerOf(who, day) });
    if (complains(wish.kind) && act === done[0]) {
      for (const who of handlers) made(await declareConflict(trx, by(who), number, false));
    }
    const ground = { id, number, day, one: by(first), other: by(second) };
    if (isPublicAct(act)) later.push({ ground, act });
    else await carryOut(trx, ground, act, numbers);
  }
  return { number, later };
}

function handlerOf({ accountId, organisationId, path }: Seeder, today: string): By['handler'] {
  const grants = [{ role: 'case_handler' as const, organisationId, path }];
  const caller = { kind: 'account' as const, accountId, sessionId: 0, personId: null, name: '', grants };
  const reach = reachOf(caller, 'voice.handle', permissions);
  return { accountId, reach, assigns: true, own: [path], above: false, today };
}

export interface Ground {
  id: string;
  number: string;
  day: string;
  one: By;
  other: By;
}

async function carryOut(
  trx: Transaction,
  { id, number, day, one, other }: Ground,
  act: Exclude<SeededAct, PublicAct>,
  numbers: readonly string[],
): Promise<void> {
  if (act.act === 'assign') made(await assign(trx, one, number, act.officeId));
  if (act.act === 'accept') made(await accept(trx, one, number));
  if (act.act === 'decline') made(await decline(trx, one, number, act));
  if (act.act === 'passOn') made(await passOn(trx, one, number, act));
  if (act.act === 'askWord') made(await askForWord(trx, one, number));
  if (act.act === 'ask') made(await askPerson(trx, one, number, act.text));
  if (act.act === 'memo') made(await writeMemo(trx, one, number, act.text));
  if (act.act === 'draft') made(await draftAnswer(trx, one, number, { text: act.text, revision: 0 }));
  if (act.act === 'answer' || act.act === 'correct') {
    // In a review those who had a hand in the answer before may not; the demo has two handlers only, so none is reviewed to its end.
    made(await draftAnswer(trx, one, number, { text: act.text, revision: 0 }));
    made(await approveAnswer(trx, other, number, 1));
  }
  if (act.act === 'task') {
    made(await openTask(trx, one, number, { text: act.text, dueOn: addDays(day, act.dueIn) }));
  }
  if (act.act === 'extend') {
    const found = await lockCase(trx, id);
    made(await proposeExtension(trx, one, number, { dueOn: addDays(found?.dueOn ?? day, act.by), text: act.text }));
    made(await approveExtension(trx, other, number, { revision: 1, head: '' }));
  }
  if (act.act === 'list') made(await releaseText(trx, one, number, act));
  if (act.act === 'merge') made(await merge(trx, one, number, numbers[act.into] ?? ''));
  if (act.act === 'settle') {
    made(await saySettled(trx, id, day, act.settled));
    if (act.rating) made(await rate(trx, id, act.rating));
  }
  if (act.act === 'review') made(await askReview(trx, id, day, act.text));
  if (act.act === 'reply') {
    await addMessage(trx, { caseId: id, day, accountId: null, text: act.text });
    await addStep(trx, { caseId: id, day, act: 'replied' });
  }
  if (act.act === 'withdraw') {
    await changeCase(trx, id, { state: 'withdrawn', closedOn: day });
    await addStep(trx, { caseId: id, day, act: 'withdrawn' });
  }
}

/** The demo's own cases have no trouble that a person could mend: trouble is a bug. */
function made<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`A seeded case was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
}
