/**
 * The public page while the database is away: what is written by hand goes into a file beside the folder, the folder is
 * rendered anew from its own status.json, and the first process that finds the database again merges the file, once.
 */
import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { record } from '#features/audit/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { issueAlert } from '../actions/alerts.ts';
import { tellChannels } from '../actions/broadcast.ts';
import { openTasks } from '../actions/declare.ts';
import { planInForce } from '../actions/plans.ts';
import { sendAlert, sentBefore } from '../actions/send.ts';
import { tellDuty } from '../duty/actions/tell.ts';
import { type Incident, schoolStates } from '../model/incident.ts';
import { colourOf, isKind, type Kind, type Level } from '../model/kinds.ts';
import { insertIncident, lockIncident, planOf, setLevel, setNextUpdate } from '../queries/incidents.ts';
import { addEntry, addUpdate, beginSchools, setSchools } from '../queries/log.ts';
import { incidentOfOffline, lockOffline, pageChanged } from '../queries/page.ts';
import { labelledTexts } from './compose.ts';
import type { PageIncident, StatusPage } from './model.ts';

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const text = z.object({ headline: z.string(), description: z.string(), instruction: z.string() });

const offlineEntry = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Id of the incident on the page: a number, or `new-` and the id of the entry that began it. */
  incident: z.string().regex(/^(?:\d+|new-[0-9a-f-]{36})$/),
  /** Only in the entry that begins an incident. */
  begins: z.object({ kind: z.string().refine(isKind), exercise: z.boolean() }).nullable(),
  level: level.nullable(),
  texts: z.object({ 'zh-CN': text.optional(), en: text.optional() }),
  nextUpdateAt: z.iso.datetime().nullable(),
  schools: z.array(z.object({ id: z.string().regex(/^\d+$/), state: z.enum(schoolStates) })),
});
export type OfflineEntry = z.infer<typeof offlineEntry>;

/** A warning written by hand holds so long, as one from the desk unless somebody chooses otherwise. */
const offlineHours = 24;

const fileOf = (dataDir: string): string => join(dataDir, 'status-offline.jsonl');

export function newEntryId(): string {
  return randomUUID();
}

export async function keepOffline(dataDir: string, entry: OfflineEntry): Promise<void> {
  await appendFile(fileOf(dataDir), `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
}

/** The page as it is with an entry. Throws if it speaks of an incident that does not run: the command checks before. */
export function withEntry(page: StatusPage, entry: OfflineEntry): StatusPage {
  const { begins } = entry;
  const begun: PageIncident[] = begins
    ? [
        {
          ...{ id: entry.incident, kind: begins.kind as Kind, level: entry.level ?? 4, colour: null },
          ...{ exercise: begins.exercise, state: 'running', place: '', places: [page.site] },
          ...{ declaredAt: entry.at, closedAt: null, nextUpdateAt: null, schools: [], updates: [], warning: null },
        },
      ]
    : [];
  const running = [...begun, ...page.running];
  if (!running.some((one) => one.id === entry.incident)) throw new Error(`No incident ${entry.incident} runs.`);
  return {
    ...page,
    writtenAt: entry.at,
    running: running.map((one) => (one.id === entry.incident ? changedBy(one, entry) : one)),
  };
}

function changedBy(incident: PageIncident, entry: OfflineEntry): PageIncident {
  const reached = (entry.level ?? incident.level) as Level;
  const states = new Map(entry.schools.map((school) => [school.id, school.state]));
  const update = { id: entry.id, at: entry.at, level: reached, texts: labelledTexts(incident.exercise, entry.texts) };
  return {
    ...incident,
    level: reached,
    colour: colourOf(incident.kind, reached),
    nextUpdateAt: entry.nextUpdateAt,
    schools: incident.schools.map((school) => {
      const state = states.get(school.id);
      return state ? { ...school, state, at: entry.at } : school;
    }),
    updates: [update, ...incident.updates],
  };
}

/** Merges what was written while the database was away; twice is once. Lines that can't be read are kept aside. */
export async function mergeOffline(services: Services): Promise<number> {
  const { db, config, log } = services;
  const file = fileOf(config.dataDir);
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    // Such as a file of another account: what the public was told must not be passed over in silence.
    throw error;
  });
  if (content === '') return 0;
  const lines = content.split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map((line) => offlineEntry.safeParse(parseLine(line)));
  const entries = parsed.flatMap((one) => (one.success ? [one.data] : []));
  if (entries.length < lines.length) {
    log.error(
      { lines: lines.length - entries.length },
      'lines of status-offline.jsonl can’t be read; they are kept aside',
    );
    const bad = lines.filter((_, n) => !parsed[n]?.success);
    await appendFile(`${file}.unreadable`, `${bad.join('\n')}\n`, { mode: 0o600 });
  }
  const merged = await db.transaction().execute(async (trx) => {
    await lockOffline(trx);
    let count = 0;
    for (const entry of entries) count += (await mergeEntry(services, trx, entry)) ? 1 : 0;
    if (count > 0) await pageChanged(trx);
    return count;
  });
  // What was appended meanwhile is not lost: it is in the file that was moved aside, and goes back.
  const aside = `${file}.merged`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  // Another process with the same folder was quicker.
  if (!moved) return merged;
  const later = (await readFile(aside, 'utf8')).slice(content.length);
  if (later !== '') await appendFile(file, later, { mode: 0o600 });
  await rm(aside);
  return merged;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function mergeEntry(services: Services, trx: Transaction, entry: OfflineEntry): Promise<boolean> {
  if ((await incidentOfOffline(trx, entry.id)) !== undefined) return false;
  const at = new Date(entry.at);
  const id = entry.begins ? await begin(services, trx, entry, at) : await meant(trx, entry);
  const incident = id === undefined ? undefined : await lockIncident(trx, id);
  if (!incident) {
    services.log.error({ entry: entry.id }, 'a line of status-offline.jsonl names an incident that is not there');
    return false;
  }
  const reached = (entry.level ?? incident.level) as Level;
  const nextUpdateAt = entry.nextUpdateAt ? new Date(entry.nextUpdateAt) : null;
  await addUpdate(trx, incident.id, {
    ...{ at, level: reached, texts: entry.texts, nextUpdateAt, accountId: null, offlineId: entry.id },
  });
  if (incident.state === 'running') {
    const now = services.clock.now();
    const word = { texts: entry.texts, level: reached, hours: offlineHours, end: false, by: null, at: now };
    const alertId = await issueAlert(trx, services.config, incident.id, word);
    // Whoever got an alert before the database went away gets what was said meanwhile.
    const { last, roles } = await sentBefore(trx, incident.id);
    if (last && alertId !== null) {
      const sender = { site: services.config, accountId: null, at: now };
      await sendAlert(trx, sender, { ...incident, level: reached }, alertId, { roles, people: last.people });
    }
    const said = { texts: entry.texts, word: 'update', nextUpdateAt, at: now } as const;
    await tellChannels(trx, services.config, incident, said);
    if (reached !== incident.level) await reachLevel(trx, incident, reached, now);
    await setNextUpdate(trx, incident.id, nextUpdateAt);
    const states = entry.schools.map((school) => ({ organisationId: Number(school.id), state: school.state }));
    await setSchools(trx, incident.id, states, now);
  }
  const headline = entry.texts['zh-CN']?.headline ?? entry.texts.en?.headline ?? '';
  await addEntry(trx, incident.id, { sort: 'update', at, accountId: null, text: headline, detail: { offline: 1 } });
  await record(trx, {
    ...{
      actor: { kind: 'console' },
      action: 'incident.merge_offline',
      subject: `incident:${incident.id}`,
      detail: {},
      at,
    },
  });
  return true;
}

async function meant(trx: Transaction, entry: OfflineEntry): Promise<number | undefined> {
  if (entry.incident.startsWith('new-')) return incidentOfOffline(trx, entry.incident.slice(4));
  return Number(entry.incident);
}

async function begin(services: Services, trx: Transaction, entry: OfflineEntry, at: Date): Promise<number | undefined> {
  const district = await theDistrict(trx);
  if (!district || !entry.begins) return undefined;
  const kind = entry.begins.kind as Kind;
  const plan = await planInForce(trx, kind, localDate(at, services.config.timeZone));
  const reached = (entry.level ?? 4) as Level;
  const facts = { kind, level: reached, exercise: entry.begins.exercise, place: '', spot: null };
  const id = await insertIncident(
    trx,
    { ...facts, organisationId: district.id, planVersion: plan.version, plan: plan.content, declaredBy: null, at },
    [district.id],
  );
  // The times of the tasks run from now: nobody could see them before.
  const now = services.clock.now();
  const schools = await openTasks(trx, { id, organisationId: district.id, level: reached }, plan.content, null, now);
  await beginSchools(
    trx,
    id,
    schools.map((school) => school.organisationId),
    at,
  );
  const detail = { level: reached, exercise: entry.begins.exercise ? 1 : 0, offline: 1 };
  await addEntry(trx, id, { sort: 'declared', at, accountId: null, detail });
  await tellDuty(services, trx, id);
  return id;
}

/** As from the desk: a graver level opens its tasks, and the log says so. */
async function reachLevel(trx: Transaction, incident: Incident, level: Level, at: Date): Promise<void> {
  const { id } = incident;
  await setLevel(trx, id, level);
  if (level < incident.level) {
    await openTasks(trx, { ...incident, level }, await planOf(trx, id), incident.level, at);
  }
  const detail = { from: incident.level, level, offline: 1 };
  await addEntry(trx, id, { sort: 'level', at, accountId: null, detail });
}
