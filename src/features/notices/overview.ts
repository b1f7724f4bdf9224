/** How far a published notice has come, by school or by class, from delivery's counts and the acknowledgements. */
import { failureReasons, type Held, heldOf, progress, refusing } from '#features/delivery/feature.ts';
import { type Organisation, organisationsByIds } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { added, type Cells, type Figures, noFigures, suppressed, suppressedRow } from './model/figures.ts';
import { asks } from './model/kinds.ts';
import { agreedSize, type Notice } from './model/notice.ts';
import { figuresByPlace } from './queries/overview.ts';
import { Recent } from './recent.ts';

/** People from which on the figures of a notice may be some seconds old; below, they are of this moment. */
const large = 20_000;
const none: Held = { people: 0, at: null };
const recent = new Recent<Database, Overview>();

export interface Overview {
  total: Figures;
  /** Not handed over yet, without those who are held for their daily mail. */
  queued: number;
  held: Held;
  /** Who came into the audience after it went out; counted for the whole notice only. */
  joined: number;
  /** Nothing more will change by itself: everything was handed over or has failed. */
  settled: boolean;
  rows: OverviewRow[];
  reasons: { reason: string; n: number }[];
  /** Of those without a channel, who chose not to receive this kind. */
  refusing: number;
}

export interface OverviewRow {
  organisation: Organisation;
  figures: Figures;
}

/**
 * Rows by school, or, with `school`, by the classes in it. Without `reach` everything counts; with it only what lies
 * within, which is what a school sees of a notice of its bureau. Of a notice to more than 20,000 people the figures may
 * be three seconds old.
 */
export async function overviewOf(
  services: Services,
  notice: Notice,
  options: { reach?: Reach; school?: Organisation } = {},
): Promise<Overview> {
  const { messageId } = notice;
  if (messageId === null)
    return { total: noFigures, queued: 0, held: none, joined: 0, settled: true, rows: [], reasons: [], refusing: 0 };
  const work = () => workedOut(services, { ...notice, messageId }, options);
  if (agreedSize(notice) <= large) return work();
  const key = JSON.stringify([notice.id, notice.state, options.reach?.paths ?? null, options.school?.id ?? null]);
  return recent.get(services.db, key, work);
}

async function workedOut(
  services: Services,
  notice: Notice & { messageId: number },
  options: { reach?: Reach; school?: Organisation },
): Promise<Overview> {
  const { db } = services;
  const { reach, school } = options;
  const asked = { id: notice.id, messageId: notice.messageId, asks: asks(notice) };
  const within = school ? [school.path] : reach?.paths;
  const places = await figuresByPlace(db, asked, { within, each: school !== undefined });
  const organisations = await organisationsByIds(
    db,
    places.map((place) => place.placeId),
  );
  let queued = places.reduce((sum, place) => sum + place.queued, 0);
  const sorted = places
    .flatMap(({ placeId, queued: _, ...figures }) => {
      const organisation = organisations.get(placeId);
      return organisation ? [{ organisation, figures }] : [];
    })
    .sort((a, b) => inTreeOrder(a.organisation.path, b.organisation.path));
  const whole = await progress(db, notice.messageId);
  let total = sorted.reduce((sum, row) => added(sum, row.figures), noFigures);
  if (!reach && !school && whole && !whole.expanded) {
    // Recipients without a row yet still count: the office sees the size that it approved.
    const rest = Math.max(0, whole.total - total.people);
    total = { ...total, people: total.people + rest, left: total.left + rest };
    queued += rest;
  }
  const reasons = reach || school ? [] : await failureReasons(db, notice.messageId);
  const joined = reach || school ? 0 : (whole?.joined ?? 0);
  const refused = reach || school ? 0 : await refusing(db, notice.messageId);
  const settled = (whole?.expanded ?? true) && queued === 0;
  const held = queued > 0 ? await heldOf(db, notice.messageId, services.clock.now(), within) : none;
  return {
    total,
    queued: Math.max(0, queued - held.people),
    held,
    joined,
    settled,
    rows: sorted,
    reasons,
    refusing: refused,
  };
}

export interface OverviewCells {
  rows: Cells[];
  total: Cells;
}

/**
 * What of an overview may be shown. The sum over a school's classes is what the school's row says in the table of all
 * schools, which `reach` bounds as it bounds that table: else the one page would tell what the other hides.
 */
export async function cellsOf(
  services: Services,
  notice: Notice,
  overview: Overview,
  options: { reach?: Reach; school?: Organisation } = {},
): Promise<OverviewCells> {
  const figures = overview.rows.map((row) => row.figures);
  const { school, reach } = options;
  if (!school) return { rows: suppressed(figures), total: suppressedRow(overview.total) };
  const all = await overviewOf(services, notice, { reach });
  const cells = suppressed(all.rows.map((row) => row.figures));
  const own = all.rows.findIndex((row) => row.organisation.id === school.id);
  const total = cells[own] ?? suppressedRow(overview.total);
  return { rows: suppressed(figures, total), total };
}

function inTreeOrder(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const step = (left[i] as number) - (right[i] as number);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}
