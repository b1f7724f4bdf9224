/** How far a published notice has come, by school or by class, from delivery's counts and the acknowledgements. */
import { countsByOrganisation, failureReasons, progress } from '#features/delivery/feature.ts';
import { type Organisation, organisationsByIds } from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import type { Services } from '#platform/services.ts';
import { added, type Figures, figuresOf, noFigures } from './model/figures.ts';
import type { Notice } from './model/notice.ts';
import { acknowledgedCounts } from './queries/receipts.ts';

export interface Overview {
  total: Figures;
  queued: number;
  /** Nothing more will change by itself: everything was handed over or has failed. */
  settled: boolean;
  rows: OverviewRow[];
  reasons: { reason: string; n: number }[];
}

export interface OverviewRow {
  organisation: Organisation;
  figures: Figures;
}

const schoolKinds = ['school', 'department', 'district'];

/**
 * Rows by school, or, with `school`, by the classes in it. Without `reach` everything counts; with it only what lies
 * within, which is what a school sees of a notice of its bureau.
 */
export async function overviewOf(
  services: Services,
  notice: Notice,
  options: { reach?: Reach; school?: Organisation } = {},
): Promise<Overview> {
  if (notice.messageId === null) return { total: noFigures, queued: 0, settled: true, rows: [], reasons: [] };
  const { db } = services;
  const { reach, school } = options;
  const asks = notice.request === 'acknowledge';
  const counts = new Map((await countsByOrganisation(db, notice.messageId)).map((row) => [row.organisationId, row]));
  const acknowledged = await acknowledgedCounts(db, notice.id);
  const organisations = await organisationsByIds(db, [...new Set([...counts.keys(), ...acknowledged.keys()])]);
  const parents = school ? organisations : await ancestorsOf(services, [...organisations.values()]);
  const rows = new Map<number, OverviewRow>();
  let queued = 0;
  for (const organisation of organisations.values()) {
    if (reach && !within(reach, organisation.path)) continue;
    if (school && !isBelow(organisation, school)) continue;
    const count = counts.get(organisation.id) ?? {
      total: 0,
      delivered: 0,
      failed: 0,
      unreachable: 0,
      unknown: 0,
      queued: 0,
    };
    queued += count.queued;
    const top = school ? organisation : schoolOf(organisation, parents);
    const figures = figuresOf(count, acknowledged.get(organisation.id) ?? 0, asks);
    const before = rows.get(top.id)?.figures ?? noFigures;
    rows.set(top.id, { organisation: top, figures: added(before, figures) });
  }
  const sorted = [...rows.values()].sort((a, b) => inTreeOrder(a.organisation.path, b.organisation.path));
  const whole = await progress(db, notice.messageId);
  let total = sorted.reduce((sum, row) => added(sum, row.figures), noFigures);
  if (!reach && !school && whole && !whole.expanded) {
    // Recipients without a row yet still count: the office sees the size that it approved.
    const rest = Math.max(0, whole.total - total.people);
    total = { ...total, people: total.people + rest, left: total.left + rest };
    queued += rest;
  }
  const reasons = reach || school ? [] : await failureReasons(db, notice.messageId);
  return { total, queued, settled: (whole?.expanded ?? true) && queued === 0, rows: sorted, reasons };
}

function isBelow(organisation: Organisation, top: Organisation): boolean {
  return organisation.path === top.path || organisation.path.startsWith(`${top.path}.`);
}

async function ancestorsOf(services: Services, list: readonly Organisation[]): Promise<Map<number, Organisation>> {
  const ids = new Set(list.flatMap((organisation) => organisation.path.split('.').map(Number)));
  return organisationsByIds(services.db, [...ids]);
}

function schoolOf(organisation: Organisation, known: ReadonlyMap<number, Organisation>): Organisation {
  const line = organisation.path.split('.').map((id) => known.get(Number(id)));
  return line.reverse().find((above) => above && schoolKinds.includes(above.kind)) ?? organisation;
}

function inTreeOrder(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const step = (left[i] as number) - (right[i] as number);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}
