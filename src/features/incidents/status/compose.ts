/** The public page as it follows from the database. Every text of an exercise is labelled here, once for all files. */
import { academicSessions, termOn } from '#features/directory/feature.ts';
import { type Landmark, landmarks } from '#features/map/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import type { AutomaticNotice } from '../feeds/model/warning.ts';
import { noticesShown } from '../feeds/queries/rules.ts';
import { words } from '../messages.ts';
import type { Alert } from '../model/alert.ts';
import { colourOf, kinds } from '../model/kinds.ts';
import { labelled, publicText } from '../model/label.ts';
import { fewestPeople } from '../model/send.ts';
import type { Spot } from '../model/spot.ts';
import { alertsOf } from '../queries/alerts.ts';
import { pageRevision, type ShownRow, shownIncidents } from '../queries/page.ts';
import { type AlertUse, alertUses } from '../queries/sends.ts';
import { type Matter, type MatterTexts, noQuestions, type QuestionCounts } from '../questions/model/question.ts';
import { countsOfQuestions, mattersOf } from '../questions/queries/questions.ts';
import { answeredOf, countedSince, mostPerTerm, type RollCall, sumOf } from '../roll/model/roll-call.ts';
import { openedSince, shownRolls } from '../roll/queries/roll-calls.ts';
import { nearOf } from '../spot-words.ts';
import { alertFeedXml, capXml } from './cap.ts';
import {
  alertFeedFile,
  alertFile,
  mostPast,
  type PageIncident,
  type PageNotice,
  type PageQuestions,
  type PageRollCalls,
  type PageTexts,
  type PageUse,
  type StatusPage,
} from './model.ts';

export interface Composed {
  page: StatusPage;
  /** Files of warnings by name. */
  warnings: Map<string, string>;
}

export async function composePage(
  { config, clock }: Pick<Services, 'config' | 'clock'>,
  db: Database | Transaction,
): Promise<Composed> {
  // The number first: what changes while the rest is read raises it, and the page is written once more.
  const revision = await pageRevision(db);
  const rows = (await shownIncidents(db, mostPast)).filter(isShown);
  const alerts = await alertsOf(
    db,
    rows.map((row) => row.id),
  );
  const rolls = await shownRolls(
    db,
    rows.map((row) => row.id),
  );
  const asked = await questionsOf(
    db,
    rows.map((row) => row.id),
  );
  const now = clock.now();
  const { publicUrl, timeZone, siteName } = config;
  const site = siteName || words('zh-CN')('statusTitle');
  const marks = rows.some((row) => row.spot?.public) ? await landmarks(db) : [];
  const all = rows.map((row) => ({
    ...(row.spot?.public && { spot: spotShown(row.spot, marks) }),
    ...shown(
      row,
      rolls.get(row.id),
      alerts.findLast((alert) => alert.incidentId === row.id),
    ),
    questions: questionsShown(row.exercise, asked.get(row.id)),
  }));
  const automatic = (await noticesShown(db, now)).map(notice);
  const ends = [
    ...all.flatMap((one) => (one.state === 'running' && one.warning ? [one.warning.expiresAt] : [])),
    ...automatic.map((one) => one.endsAt),
  ].filter((end) => end > instant(now));
  const page: StatusPage = {
    ...{ version: 1, site, publicUrl, timeZone, revision, writtenAt: instant(now) },
    changesAt: ends.sort()[0] ?? null,
    running: all.filter((one) => one.state === 'running'),
    past: all.filter((one) => one.state !== 'running'),
    automatic,
    uses: await usesOf(db, timeZone),
    rollCalls: await rollCallsOfTerm(db, localDate(now, timeZone), timeZone),
  };
  return { page, warnings: warningFiles(page, rows, alerts, now) };
}

/** So many are read, for the counts of past years. */
const countedUses = 2000;

async function usesOf(db: Database | Transaction, zone: string): Promise<PageUse[]> {
  const years = (await academicSessions(db)).filter((session) => session.kind === 'school_year');
  return (await alertUses(db, countedUses)).map((use) => ({
    ...{ at: instant(use.at), year: yearOf(localDate(use.at, zone), years), incident: String(use.incidentId) },
    ...{ kind: use.kind, word: use.word, level: use.level, exercise: use.exercise, office: use.office },
    ...suppressed(use),
  }));
}

/** Below five nothing more is said (product rule 9). */
function suppressed({ reached }: AlertUse): Pick<PageUse, 'reached' | 'few'> {
  const few = reached !== null && reached > 0 && reached < fewestPeople;
  return { reached: few ? null : reached, few };
}

/** The school year of a local day by the district's calendar; outside of it from September on, as years begin in China. */
function yearOf(day: string, years: readonly { name: string; startsOn: string; endsOn: string }[]): string {
  const found = years.find((year) => year.startsOn <= day && day <= year.endsOn);
  if (found) return found.name;
  const first = Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);
  return `${first}–${first + 1}`;
}

/** Each warning keeps its address; in the feed stands the last of each incident until it runs out. */
function warningFiles(
  page: StatusPage,
  rows: readonly ShownRow[],
  alerts: readonly Alert[],
  now: Date,
): Map<string, string> {
  const ground = { publicUrl: page.publicUrl, timeZone: page.timeZone, office: page.site };
  const known = alerts.flatMap((alert) => {
    const incident = rows.find((row) => row.id === alert.incidentId);
    return incident ? [{ alert, incident }] : [];
  });
  const files = new Map(known.map(({ alert, incident }) => [alertFile(alert.id), capXml(alert, incident, ground)]));
  const inForce = known
    .filter(({ alert }) => alert.expiresAt > now)
    .filter(({ alert }) => !alerts.some((later) => later.incidentId === alert.incidentId && later.id > alert.id))
    .sort((a, b) => b.alert.id - a.alert.id);
  return files.set(alertFeedFile, alertFeedXml(inForce, page));
}

/** Where haste could hurt somebody, nothing shows before somebody has written something. */
function isShown(row: ShownRow): boolean {
  return kinds[row.kind].publicAtOnce || row.updates.length > 0;
}

function shown(row: ShownRow, roll: RollCall | undefined, last: Alert | undefined): PageIncident {
  return {
    ...(roll && { rollCall: rollShown(roll) }),
    id: String(row.id),
    kind: row.kind,
    level: row.level,
    colour: colourOf(row.kind, row.level),
    exercise: row.exercise,
    state: row.state,
    place: row.place,
    places: row.places,
    declaredAt: instant(row.declaredAt),
    closedAt: row.closedAt && instant(row.closedAt),
    nextUpdateAt: row.nextUpdateAt && instant(row.nextUpdateAt),
    schools: row.schools.map((school) => ({
      id: String(school.id),
      name: school.name,
      state: school.state,
      at: instant(new Date(school.at)),
    })),
    updates: row.updates.map((update) => ({
      id: String(update.id),
      at: instant(new Date(update.at)),
      level: update.level,
      texts: labelledTexts(row.exercise, update.texts),
    })),
    warning: last ? { id: String(last.id), expiresAt: instant(last.expiresAt) } : null,
  };
}

function spotShown(spot: Spot, marks: readonly Landmark[]): NonNullable<PageIncident['spot']> {
  const { latitude, longitude, metres } = spot;
  return { latitude, longitude, metres: metres ?? 0, near: nearOf(marks, spot) };
}

function notice(one: AutomaticNotice): PageNotice {
  const { texts, issuer, event, web } = one;
  const [issuedAt, shownAt, endsAt] = [instant(one.sentAt), instant(one.shownAt), instant(one.endsAt)];
  return { id: String(one.id), texts, issuer, event, web, issuedAt, shownAt, endsAt };
}

function rollShown(roll: RollCall): NonNullable<PageIncident['rollCall']> {
  if (!roll.totals) return { until: instant(roll.endsAt) };
  return answeredOf(sumOf(roll.totals));
}

interface Asked {
  counts: QuestionCounts;
  matters: Matter[];
}

async function questionsOf(db: Database | Transaction, ids: readonly number[]): Promise<Map<number, Asked>> {
  const counts = await countsOfQuestions(db, ids);
  const matters = Map.groupBy(await mattersOf(db, ids), (matter) => matter.incidentId);
  return new Map(ids.map((id) => [id, { counts: counts.get(id) ?? noQuestions, matters: matters.get(id) ?? [] }]));
}

function questionsShown(exercise: boolean, asked: Asked = { counts: noQuestions, matters: [] }): PageQuestions {
  const labelledAll = (texts: MatterTexts) =>
    Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [language, labelled(exercise, text, language as Language)]),
    );
  const { received, answered, waiting, ended, declined } = asked.counts;
  return {
    ...{ received, answered, waiting, ended, declined: { ...declined } },
    matters: asked.matters.map((matter) => ({
      id: String(matter.id),
      question: labelledAll(matter.question),
      answer: labelledAll(matter.answer),
      at: instant(matter.firstAt),
      correctedAt: matter.version > 1 ? instant(matter.at) : null,
    })),
  };
}

async function rollCallsOfTerm(db: Database | Transaction, today: string, zone: string): Promise<PageRollCalls> {
  const since = countedSince((await termOn(db, today))?.startsOn, today);
  const { real, exercise } = await openedSince(db, since, zone);
  return { since, real, exercise, mostReal: mostPerTerm.real, mostExercise: mostPerTerm.exercise };
}

export function labelledTexts(exercise: boolean, texts: PageTexts): PageTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [language, publicText(exercise, text, language as Language)]),
  );
}

function instant(at: Date): string {
  return at.toISOString();
}
