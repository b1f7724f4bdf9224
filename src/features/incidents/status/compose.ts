/** The public page as it follows from the database. Every text of an exercise is labelled here, once for all files. */
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { words } from '../messages.ts';
import { colourOf, kinds } from '../model/kinds.ts';
import { publicText } from '../model/label.ts';
import { pageRevision, type ShownRow, shownIncidents } from '../queries/page.ts';
import { mostPast, type PageIncident, type PageTexts, type StatusPage } from './model.ts';

export async function composePage(
  { config, clock }: Pick<Services, 'config' | 'clock'>,
  db: Database | Transaction,
): Promise<StatusPage> {
  // The number first: what changes while the rest is read raises it, and the page is written once more.
  const revision = await pageRevision(db);
  const rows = (await shownIncidents(db, mostPast)).filter(isShown);
  const all = rows.map(shown);
  return {
    version: 1,
    site: config.siteName || words('zh-CN')('statusTitle'),
    publicUrl: config.publicUrl,
    timeZone: config.timeZone,
    revision,
    writtenAt: instant(clock.now()),
    running: all.filter((one) => one.state === 'running'),
    past: all.filter((one) => one.state !== 'running'),
  };
}

/** Where haste could hurt somebody, nothing shows before somebody has written something. */
function isShown(row: ShownRow): boolean {
  return kinds[row.kind].publicAtOnce || row.updates.length > 0;
}

function shown(row: ShownRow): PageIncident {
  return {
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
  };
}

export function labelledTexts(exercise: boolean, texts: PageTexts): PageTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([language, text]) => [language, publicText(exercise, text, language as Language)]),
  );
}

function instant(at: Date): string {
  return at.toISOString();
}
