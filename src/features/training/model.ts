/** What has to be practised how often, and what was: periods of a school year, and how a school stands. Pure. */
import { addDays } from '#platform/days.ts';
import type { Message } from '#platform/i18n.ts';

export const pers = ['month', 'quarter', 'term', 'year'] as const;
export type Per = (typeof pers)[number];
export const placeSorts = ['school', 'kindergarten', 'all'] as const;
export type PlaceSort = (typeof placeSorts)[number];

export interface Requirement {
  id: number;
  /** Of what comes with Belfry; null: the district's own. */
  code: string | null;
  texts: Message;
  places: PlaceSort;
  /** Kinds of event whose drills count. */
  kinds: readonly string[];
  per: Per;
  times: number;
  /** Per month: in which it is asked for; null: in all. */
  months: readonly number[] | null;
  /** The law or the order, as it is cited. */
  source: Message;
  /** Day from which on it holds. */
  from: string;
  /** The first day on which it no longer holds. */
  endsOn: string | null;
}

/** A drill that a school held: an exercise of the incident desk, or one that the school wrote down. */
export interface Drill {
  organisationId: number;
  kind: string;
  heldOn: string;
  minutes: number;
  /** Pupils and staff who took part, where the school gave them; for an exercise the staff who took on tasks. */
  pupils: number | null;
  staff: number | null;
  /** Classes that called the roll in an exercise. */
  classes: number | null;
  found: string;
  origin: { incidentId: number; reviewed: boolean; shown: boolean } | { drillId: number; madeBy: number };
  /** Struck out: shown, not counted. */
  withdrawn: { by: number; reason: string } | null;
}

export const mostPeople = 100_000;
export const longestFound = 2000;
export const longestReason = 300;
export const longestRequirement = 60;
export const longestSource = 200;

/** Below this a number of people is not said (product rule 9). */
export const fewest = 5;

export interface SchoolYear {
  /** In addresses: the year in which it begins. */
  key: string;
  name: string;
  startsOn: string;
  endsOn: string;
  terms: readonly { name: string; startsOn: string; endsOn: string }[];
  /** False: the directory has no such year, so it is taken as years are in China, with two halves as terms. */
  kept: boolean;
}

interface Session {
  id: number;
  parentId: number | null;
  kind: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/** The school years of the directory with their terms, the latest first; the year of today is always one of them. */
export function schoolYears(sessions: readonly Session[], today: string): SchoolYear[] {
  const kept = sessions
    .filter((one) => one.kind === 'school_year')
    .map((year) => ({
      key: year.startsOn.slice(0, 4),
      ...{ name: year.name, startsOn: year.startsOn, endsOn: year.endsOn, kept: true },
      terms: sessions
        .filter((one) => one.kind === 'term' && one.parentId === year.id)
        .map(({ name, startsOn, endsOn }) => ({ name, startsOn, endsOn }))
        .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1)),
    }));
  const years = kept.some((year) => year.startsOn <= today && today <= year.endsOn)
    ? kept
    : [...kept, yearAround(today)];
  const seen = new Set<string>();
  return years
    .sort((a, b) => (a.startsOn > b.startsOn ? -1 : 1))
    .filter((year) => year.startsOn <= today && !seen.has(year.key) && seen.add(year.key));
}

function yearAround(today: string): SchoolYear {
  const first = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  return {
    ...{ key: String(first), name: `${first}–${first + 1}`, startsOn: `${first}-09-01`, endsOn: `${first + 1}-08-31` },
    ...{ terms: [], kept: false },
  };
}

export interface Period {
  startsOn: string;
  endsOn: string;
  /** Of a term; the others are named by their days. */
  name: string | null;
}

/** The periods of a school year for each of which the requirement asks. */
export function periodsOf(requirement: Requirement, year: SchoolYear): Period[] {
  return piecesOf(requirement.per, year).filter(
    ({ startsOn, endsOn }) =>
      endsOn >= requirement.from &&
      // The period in which it ended is not asked for.
      (requirement.endsOn === null || endsOn < requirement.endsOn) &&
      (requirement.per !== 'month' ||
        requirement.months === null ||
        requirement.months.includes(Number(startsOn.slice(5, 7)))),
  );
}

function piecesOf(per: Per, year: SchoolYear): Period[] {
  if (per === 'year') return [{ startsOn: year.startsOn, endsOn: year.endsOn, name: null }];
  if (per === 'term') {
    return year.terms.length > 0 ? [...year.terms] : monthsFrom(year, 6);
  }
  return monthsFrom(year, per === 'quarter' ? 3 : 1);
}

/** The year in pieces of so many calendar months, from its first day on; the last ends with the year. */
function monthsFrom(year: SchoolYear, months: number): Period[] {
  const pieces: Period[] = [];
  for (let startsOn = year.startsOn; startsOn <= year.endsOn; ) {
    const [y = 0, m = 1] = startsOn.split('-').map(Number);
    const next = new Date(Date.UTC(y, m - 1 + months, 1)).toISOString().slice(0, 10);
    const last = addDays(next, -1);
    pieces.push({ startsOn, endsOn: last < year.endsOn ? last : year.endsOn, name: null });
    startsOn = next;
  }
  return pieces;
}

/** met: held often enough; none: over, and no record of it; due: it runs and is still to be held; later: not yet begun. */
export type PeriodState = 'met' | 'none' | 'due' | 'later';

export interface Standing {
  requirement: Requirement;
  periods: (Period & { held: number; state: PeriodState })[];
  /** Of the periods that have begun. */
  met: number;
  begun: number;
  /** Over without a record. */
  none: number;
  /** The running period in which it is still to be held. */
  due: Period | null;
}

/** How one school stands with one requirement, by what counts of its drills. */
export function standingOf(
  requirement: Requirement,
  year: SchoolYear,
  drills: readonly Drill[],
  today: string,
): Standing {
  const counting = drills.filter((drill) => !drill.withdrawn && requirement.kinds.includes(drill.kind));
  const periods = periodsOf(requirement, year).map((period) => {
    const held = counting.filter(({ heldOn }) => period.startsOn <= heldOn && heldOn <= period.endsOn).length;
    const state: PeriodState =
      held >= requirement.times ? 'met' : period.startsOn > today ? 'later' : period.endsOn < today ? 'none' : 'due';
    return { ...period, held, state };
  });
  const begun = periods.filter((period) => period.startsOn <= today);
  return {
    ...{ requirement, periods, begun: begun.length },
    met: begun.filter(({ state }) => state === 'met').length,
    none: begun.filter(({ state }) => state === 'none').length,
    due: begun.find(({ state }) => state === 'due') ?? null,
  };
}

/** The directory knows schools only: a kindergarten is one that is called so. */
export function isKindergarten(name: string): boolean {
  return /幼儿园|kindergarten/i.test(name);
}

export function appliesTo(requirement: Pick<Requirement, 'places'>, school: { name: string }): boolean {
  return requirement.places === 'all' || (requirement.places === 'kindergarten') === isKindergarten(school.name);
}
