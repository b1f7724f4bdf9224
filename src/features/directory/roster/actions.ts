/** Staging, applying and discarding an import. */
import { closeSync } from 'node:fs';
import type { PoolClient } from 'pg';
import { type Actor, record } from '#features/audit/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { announce } from '#platform/events.ts';
import { enqueue } from '#platform/jobs.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { markKeyOf } from '../erased.ts';
import { followMerges } from '../merge/queries.ts';
import { whileLocked } from './lock.ts';
import {
  type Counts,
  type ImportScope,
  kinds,
  largeRemovals,
  type Modes,
  type RosterImport,
  scopeOf,
  type Who,
} from './model.ts';
import { type OnProgress, type Report, throttled } from './progress.ts';
import { applyPlan } from './queries/apply.ts';
import { findMistakes } from './queries/checks.ts';
import {
  analyzeDirectory,
  analyzeStaging,
  changeImport,
  clearProblems,
  clearStaging,
  districtId,
  importById,
  insertImport,
  insertProblems,
  keepGivenIds,
  lockImport,
  lockTree,
  openImports,
  stagingIsEmpty,
} from './queries/imports.ts';
import { heldPeople } from './queries/plan/people.ts';
import { agentsLeftOut } from './queries/plan/ties.ts';
import { plan, planMemory } from './queries/plan.ts';
import { directoryPrint } from './queries/print.ts';
import { holdsIdentityNumber, showable } from './sensitive.ts';
import { stageArchive } from './staging.ts';
import { giveUp, type Needed, sweepLocked } from './sweep.ts';
import { FileRefused, type Findings } from './trouble.ts';

/** Somebody on the server's console. */
export const consoleUser: Who = { accountId: null, name: null };

function actorOf({ accountId }: Who): Actor {
  return accountId === null ? { kind: 'console' } : { kind: 'account', accountId };
}

export interface ImportFile {
  /** An open file descriptor; it is closed at the end in every case. */
  fd: number;
  name: string;
}

/**
 * Reads a zip, checks and compares it. Afterwards the import is `ready` or `refused`. An earlier preview that waits for
 * a decision is discarded: nothing but the preview is lost. `begun` hears the number as soon as there is one.
 */
export async function stage(
  services: Needed,
  who: Who,
  file: ImportFile,
  hooks: StageHooks = {},
): Promise<Outcome<RosterImport>> {
  // Until the reader of the zip has it, an open file is ours to close.
  let ours = true;
  const source: Source = {
    name: file.name,
    read: (client, report) => {
      ours = false;
      return stageArchive(file.fd, client, ({ file: name, bytes, totalBytes }) =>
        report({ step: 'read', file: name, done: bytes, total: totalBytes }),
      );
    },
  };
  return stageFrom(services, who, source, hooks).finally(() => {
    if (ours) closeSync(file.fd);
  });
}

export interface StageHooks {
  begun?: (id: number) => void;
  progress?: OnProgress;
}

/** Where staged rows come from: a zip, or a school's sheet, which is already known to be whole. */
export interface Source {
  name: string;
  scope?: ImportScope;
  read(client: PoolClient, report: Report): Promise<{ modes: Modes; findings: Findings }>;
}

/** Stages from a source, checks and compares. */
export async function stageFrom(
  services: Needed,
  who: Who,
  source: Source,
  hooks: StageHooks = {},
): Promise<Outcome<RosterImport>> {
  const { db, clock } = services;
  const outcome = await whileLocked(db, async (client) => {
    await sweepLocked(services);
    if (source.scope && (await othersDecide(services, source.scope))) return refused(null, 'importWaiting');
    const id = await begin(services, who, source);
    hooks.begun?.(id);
    const report = throttled((progress) => changeImport(db, id, ['staging'], { progress }), hooks.progress);
    try {
      await read(services, id, source, client, report);
    } catch (error) {
      await report.stop();
      if (!(error instanceof FileRefused)) {
        await giveUp(db, id, 'interrupted', clock.now());
        throw error;
      }
      const { problem } = error;
      await clearStaging(db);
      await insertProblems(db, [problem]);
      await changeImport(db, id, ['staging'], { state: 'refused', problems: 1, finishedAt: clock.now(), progress: {} });
    }
    return done((await importById(db, id)) as RosterImport);
  });
  return outcome ?? refused(null, 'importRunning');
}

/** A school's sheet doesn't take the staging area from others who are just looking at their difference. */
async function othersDecide({ db, clock }: Needed, { organisationId }: ImportScope): Promise<boolean> {
  const since = clock.now().getTime() - decidingMinutes * 60_000;
  const open = await openImports(db);
  return open.some((row) => row.organisationId !== organisationId && (row.stagedAt?.getTime() ?? 0) > since);
}

const decidingMinutes = 30;

async function begin({ db, clock }: Needed, who: Who, { name, scope }: Source): Promise<number> {
  const at = clock.now();
  for (const open of await openImports(db)) {
    await changeImport(db, open.id, ['ready'], { state: 'discarded', reason: 'replaced', finishedAt: at });
  }
  await clearStaging(db);
  await clearProblems(db);
  // The name of a file may be somebody's: only plain ones are kept.
  const fileName = holdsIdentityNumber(name) ? '' : name.slice(-100);
  const id = await insertImport(db, { ...who, fileName, scope, at });
  await record(db, {
    actor: actorOf(who),
    action: 'roster.stage',
    organisationId: scope?.organisationId ?? (await districtId(db)),
    subject: `import:${id}`,
    at,
  });
  return id;
}

async function read(services: Needed, id: number, source: Source, client: PoolClient, report: Report): Promise<void> {
  const { db, clock, config } = services;
  const { findings, modes } = await source.read(client, report);
  report({ step: 'compare' });
  await analyzeStaging(db);
  const today = localDate(clock.now(), config.timeZone);
  const compared = await db.transaction().execute(async (trx) => {
    await followMerges(trx);
    if (!source.scope) await collectMistakes(trx, modes, findings);
    if (findings.problemCount > 0) return undefined;
    const planned = await plan(trx, modes, { today, markKey: markKeyOf(config) }, source.scope);
    const agents = source.scope ? undefined : await agentsLeftOut(trx);
    const held = await heldPeople(trx);
    const file = source.scope ? '' : 'users.csv';
    if (held.atDesk > 0) findings.note(file, null, null, 'heldAtDesk', {}, held.atDesk);
    if (held.erased > 0) findings.note(file, null, null, 'erasedBefore', {}, held.erased);
    if (agents) findings.note('users.csv', agents.line, 'agentSourcedIds', 'agentsLeftOut', {}, agents.count);
    return { counts: planned, directoryPrint: await directoryPrint(trx, today) };
  });
  await report.stop();
  const rest = { modes, notes: findings.notes, problems: findings.problemCount, stagedAt: clock.now(), progress: {} };
  if (compared) {
    await changeImport(db, id, ['staging'], { ...rest, state: 'ready', ...compared });
    return;
  }
  await clearStaging(db);
  await insertProblems(db, findings.problems);
  await changeImport(db, id, ['staging'], { ...rest, state: 'refused', finishedAt: clock.now() });
}

async function collectMistakes(trx: Transaction, modes: Modes, findings: Findings): Promise<void> {
  // Rows that were refused leave holes: what refers to them would be refused as well, for no reason of its own.
  if (findings.problemCount > 0) return;
  for (const { file, column, key, rows, total } of await findMistakes(trx, modes)) {
    for (const { line, id } of rows) {
      findings.problem(file, line, column, key, { id: showable(id.replace(/^(org|class):/, '')) || '-' });
    }
    findings.problemCount += total - rows.length;
  }
}

export interface Confirmation {
  /** The caller has seen how much ends and wants it so. */
  removal: boolean;
}

/**
 * Applies the import that is ready: compares once more inside the transaction, so that what is applied is what was
 * shown, and changes all or nothing.
 */
export async function apply(
  services: Needed,
  who: Who,
  id: number,
  confirmed: Confirmation,
  hooks: { progress?: OnProgress; setAsideFrom?: number } = {},
): Promise<Outcome<RosterImport>> {
  const { db, clock } = services;
  const outcome = await whileLocked(db, async (): Promise<Outcome<RosterImport>> => {
    const row = await importById(db, id);
    if (row?.state !== 'ready') return refused(null, 'notReady');
    if (await stagingIsEmpty(db)) {
      await giveUp(db, id, 'previewLost', clock.now());
      return refused(null, 'previewLost');
    }
    if (!confirmed.removal && largeRemovals(row.counts as Counts).length > 0)
      return refused(null, 'removalUnconfirmed');
    await changeImport(db, id, ['ready'], { state: 'applying', progress: { step: 'compare' } });
    const report = throttled((progress) => changeImport(db, id, ['applying'], { progress }), hooks.progress);
    try {
      return await applyLocked(services, who, row, report, hooks.setAsideFrom);
    } catch (error) {
      // Nothing was applied. The preview is still there, so it can be tried again.
      await report.stop();
      await changeImport(db, id, ['applying'], { state: 'ready', progress: {} });
      throw error;
    } finally {
      await report.stop();
    }
  });
  return outcome ?? refused(null, 'importRunning');
}

async function applyLocked(
  services: Needed,
  who: Who,
  row: RosterImport,
  report: Report,
  setAsideFrom?: number,
): Promise<Outcome<RosterImport>> {
  const { db, clock, config } = services;
  const at = clock.now();
  const today = localDate(at, config.timeZone);
  const moved = await db.transaction().execute(async (trx) => {
    await lockTree(trx);
    const counts = await planAgain(trx, row, { today, markKey: markKeyOf(config) });
    if (!sameCounts(counts, row.counts as Counts)) return counts;
    await applyPlan(trx, today, at, (step) => report({ step }), setAsideFrom);
    await keepGivenIds(trx);
    await report.stop();
    await lockImport(trx, row.id);
    await changeImport(trx, row.id, ['applying'], { state: 'applied', decidedBy: who, finishedAt: at, progress: {} });
    const organisationId = row.organisationId ?? (await districtId(trx));
    // The figures of schools are counted beside the pages; now they are all wrong.
    await enqueue(trx, 'directory.count', {}, { key: 'directory.count' });
    await record(trx, {
      actor: actorOf(who),
      action: 'roster.apply',
      organisationId,
      subject: `import:${row.id}`,
      detail: totals(counts),
      at,
    });
    if (organisationId !== null && organisationId !== undefined) {
      await announce(trx, { kind: 'roster.applied', organisationId, data: { importId: row.id }, at });
    }
    return undefined;
  });
  await report.stop();
  if (moved) {
    await changeImport(db, row.id, ['applying'], { state: 'ready', counts: moved, progress: {} });
    return refused(null, 'directoryMoved');
  }
  await clearStaging(db);
  await analyzeDirectory(db);
  return done((await importById(db, row.id)) as RosterImport);
}

/** Compares once more, unless it can be seen that nothing which a comparison reads has changed since it was shown. */
async function planAgain(
  trx: Transaction,
  row: RosterImport,
  { today, markKey }: { today: string; markKey: Buffer },
): Promise<Counts> {
  if (row.directoryPrint !== null && (await directoryPrint(trx, today)) === row.directoryPrint) {
    await planMemory(trx);
    return row.counts as Counts;
  }
  return await plan(trx, row.modes as Modes, { today, markKey }, scopeOf(row));
}

/** Takes an import back before it was applied; what was staged of it goes at once. */
export async function discard(services: Needed, who: Who, id: number, reason = 'byHand'): Promise<Outcome<undefined>> {
  const { db, clock } = services;
  const outcome = await whileLocked(db, async () => {
    const at = clock.now();
    const gone = await changeImport(db, id, ['ready', 'refused'], {
      state: 'discarded',
      decidedBy: who,
      reason,
      finishedAt: at,
    });
    if (!gone) return refused(null, 'notReady');
    await clearStaging(db);
    await clearProblems(db);
    await record(db, {
      actor: actorOf(who),
      action: 'roster.discard',
      organisationId: (await importById(db, id))?.organisationId ?? (await districtId(db)),
      subject: `import:${id}`,
      at,
    });
    return done(undefined);
  });
  return outcome ?? refused(null, 'importRunning');
}

function sameCounts(one: Counts, other: Counts): boolean {
  return kinds.every((kind) => (['added', 'changed', 'left'] as const).every((c) => one[kind][c] === other[kind][c]));
}

function totals(counts: Counts): Record<string, number> {
  return Object.fromEntries(
    kinds.flatMap((kind) => (['added', 'changed', 'left'] as const).map((c) => [`${kind}_${c}`, counts[kind][c]])),
  );
}
