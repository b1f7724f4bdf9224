/** The command line's door: the public page, also while the database is away. */
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { OperatorError } from '#platform/operator-error.ts';
import { words } from './messages.ts';
import { type SchoolState, schoolStates } from './model/incident.ts';
import { isKind, kindNames, type Level, levels, roman } from './model/kinds.ts';
import { longestText } from './model/plan.ts';
import { readFolder, writeFolder } from './status/files.ts';
import type { PageIncident, StatusPage } from './status/model.ts';
import { keepOffline, newEntryId, type OfflineEntry, withEntry } from './status/offline.ts';

export interface StatusWish {
  /** Id on the page; needed where several run. */
  incident?: string;
  /** Begins one, where none is running that is meant. */
  kind?: string;
  exercise?: boolean;
  /** I to IV. */
  level?: string;
  zh?: string;
  en?: string;
  zhDetail?: string;
  enDetail?: string;
  zhDo?: string;
  enDo?: string;
  /** Minutes until the next update. */
  next?: string;
  /** `12=closed`, by the number that `status show` prints, or by the whole name. */
  school?: readonly string[];
}

type Ground = { config: Pick<Config, 'dataDir' | 'siteName' | 'publicUrl' | 'timeZone'>; clock: Clock };

/** What the page says now. */
export async function statusNow({ config }: Ground): Promise<StatusPage | undefined> {
  return readFolder(config.dataDir);
}

/**
 * Writes an update onto the page and keeps it for the database. Kept first: what the public was told is never lost. Needs
 * nothing but the data folder.
 */
export async function setStatus({ config, clock }: Ground, wish: StatusWish): Promise<PageIncident> {
  const page = (await readFolder(config.dataDir)) ?? emptyPage({ config, clock });
  const entry = entryOf(page, wish, clock.now());
  const next = withEntry(page, entry);
  await keepOffline(config.dataDir, entry);
  await writeFolder(config.dataDir, next);
  return next.running.find((one) => one.id === entry.incident) as PageIncident;
}

function emptyPage({ config, clock }: Ground): StatusPage {
  const { siteName, publicUrl, timeZone } = config;
  const site = siteName || words('zh-CN')('statusTitle');
  const writtenAt = clock.now().toISOString();
  return { version: 1, site, publicUrl, timeZone, revision: 0, writtenAt, changesAt: null, running: [], past: [] };
}

function entryOf(page: StatusPage, wish: StatusWish, at: Date): OfflineEntry {
  const id = newEntryId();
  const texts = textsOf(wish);
  const level = wish.level === undefined ? null : levelOf(wish.level);
  const minutes = wish.next === undefined ? null : Number(wish.next);
  if (minutes !== null && !(Number.isInteger(minutes) && minutes > 0 && minutes <= 10_080)) {
    throw new OperatorError('--next is the number of minutes until the next update, such as 60.');
  }
  const nextUpdateAt = minutes === null ? null : new Date(at.getTime() + minutes * 60_000).toISOString();
  const common = { id, at: at.toISOString(), level, texts, nextUpdateAt };
  if (wish.kind !== undefined) {
    if (!isKind(wish.kind)) throw new OperatorError(`--kind is one of: ${kindNames.join(', ')}.`);
    if (level === null) throw new OperatorError('A new incident needs a level: --level III');
    if (wish.school?.length) throw new OperatorError('Begin the incident first, then say which schools are closed.');
    const begins = { kind: wish.kind, exercise: wish.exercise === true };
    return { ...common, incident: `new-${id}`, begins, schools: [] };
  }
  const meant = incidentOf(page, wish.incident);
  const schools = (wish.school ?? []).map((text) => schoolOf(meant, text));
  return { ...common, incident: meant.id, begins: null, schools };
}

function textsOf(wish: StatusWish): OfflineEntry['texts'] {
  const one = (headline?: string, description = '', instruction = '') => {
    if (!headline?.trim()) return {};
    for (const [part, text] of Object.entries({ headline, description, instruction })) {
      const most = longestText[part as keyof typeof longestText];
      if (text.length > most) throw new OperatorError(`The ${part} has over ${most} characters.`);
    }
    return { text: { headline: headline.trim(), description, instruction } };
  };
  const zh = one(wish.zh, wish.zhDetail, wish.zhDo).text;
  const en = one(wish.en, wish.enDetail, wish.enDo).text;
  if (!zh && !en) throw new OperatorError('Say what the public is to read: --zh "…", --en "…" or both.');
  return { ...(zh ? { 'zh-CN': zh } : {}), ...(en ? { en } : {}) };
}

function levelOf(text: string): Level {
  const level = levels.find((one) => roman[one] === text.toUpperCase() || String(one) === text);
  if (!level) throw new OperatorError('--level is I, II, III or IV; I is the gravest.');
  return level;
}

function incidentOf(page: StatusPage, id: string | undefined): PageIncident {
  const found = id === undefined ? page.running : page.running.filter((one) => one.id === id);
  if (found.length === 1) return found[0] as PageIncident;
  if (page.running.length === 0) throw new OperatorError('Nothing runs: begin an incident with --kind and --level.');
  const ids = page.running.map((one) => one.id).join(', ');
  throw new OperatorError(`Say which incident is meant: --incident, one of ${ids}.`);
}

function schoolOf(incident: PageIncident, text: string): { id: string; state: SchoolState } {
  const [, name = '', said = ''] = /^(.+)=([a-z]+)$/.exec(text) ?? [];
  const state = schoolStates.find((one) => one === said);
  const school = incident.schools.find((one) => one.id === name || one.name === name);
  if (!state) throw new OperatorError(`--school is NUMBER=STATE; a state is one of ${schoolStates.join(', ')}.`);
  if (!school) throw new OperatorError(`The incident has no school ${name}: see belfry status show.`);
  return { id: school.id, state };
}
