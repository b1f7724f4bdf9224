/** An incident: states, rules, limits. Pure. */
import type { Kind, Level } from './kinds.ts';
import type { PublicText } from './plan.ts';
import type { Spot } from './spot.ts';

/** running → over (it has passed) or mistaken (declared in error); what follows is the review. Nothing runs again. */
export type IncidentState = 'running' | 'over' | 'mistaken';

export interface Incident {
  id: number;
  /** For which office it was declared: its officers lead. */
  organisationId: number;
  organisation: string;
  path: string;
  kind: Kind;
  level: Level;
  exercise: boolean;
  state: IncidentState;
  /** Where, in words; may be empty. */
  place: string;
  /** Where, on the map; null: not marked. */
  spot: Spot | null;
  declaredBy: number | null;
  declaredAt: Date;
  closedAt: Date | null;
  nextUpdateAt: Date | null;
  planVersion: number;
  reviewState: ReviewState;
  /** Raised with each change of what it is: whoever acts on an older page is told. */
  revision: number;
}

export type ReviewState = 'none' | 'writing' | 'finished';

export const taskStates = ['waiting', 'taken', 'done', 'dropped'] as const;
export type TaskState = (typeof taskStates)[number];
/** What may follow on what. A task that is done can be taken up again: something was overlooked. */
export const taskMoves: Readonly<Record<TaskState, readonly TaskState[]>> = {
  waiting: ['taken', 'done', 'dropped'],
  taken: ['waiting', 'done', 'dropped'],
  done: ['taken'],
  dropped: ['waiting'],
};

export interface Task {
  id: number;
  incidentId: number;
  organisationId: number;
  organisation: string;
  path: string;
  post: string;
  texts: { 'zh-CN': string; en: string };
  dueAt: Date;
  state: TaskState;
  takenBy: number | null;
  doneAt: Date | null;
  escalatedAt: Date | null;
}

export const isOpen = (task: Pick<Task, 'state'>): boolean => task.state === 'waiting' || task.state === 'taken';

/** Neither done nor dropped when its time was over. */
export function isLate(task: Pick<Task, 'state' | 'dueAt'>, now: Date): boolean {
  return (task.state === 'waiting' || task.state === 'taken') && task.dueAt < now;
}

/** Facts and decisions are typed; the others are written by what was done. */
export const typedEntries = ['fact', 'decision'] as const;
export type EntrySort =
  | (typeof typedEntries)[number]
  | 'declared'
  | 'same'
  | 'level'
  | 'place'
  | 'update'
  | 'school'
  | 'taken'
  | 'given_back'
  | 'done'
  | 'dropped'
  | 'task'
  | 'late'
  | 'alert'
  | 'sent'
  | 'roll_opened'
  | 'roll_reminded'
  | 'roll_closed'
  | 'question_answered'
  | 'answer_corrected'
  | 'closed';

export interface Entry {
  id: number;
  sort: EntrySort;
  at: Date;
  accountId: number | null;
  text: string;
  detail: Record<string, string | number>;
}

export const schoolStates = ['unknown', 'open', 'closed', 'remote'] as const;
export type SchoolState = (typeof schoolStates)[number];

export interface AffectedPlace {
  organisationId: number;
  name: string;
  path: string;
  kind: string;
}

export interface SchoolRow {
  organisationId: number;
  name: string;
  path: string;
  state: SchoolState;
  at: Date;
}

export interface Update {
  id: number;
  at: Date;
  level: Level;
  texts: Partial<Record<'zh-CN' | 'en', PublicText>>;
  nextUpdateAt: Date | null;
}

export const longestEntry = 2000;
export const longestPlace = 80;

/** Another incident that may be the same: it runs, is of the same kind, as real, and touches the same places. */
export function mayBeSame(
  wish: { kind: Kind; exercise: boolean; paths: readonly string[] },
  other: { kind: Kind; exercise: boolean; paths: readonly string[] },
): boolean {
  const touches = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
  return (
    wish.kind === other.kind &&
    wish.exercise === other.exercise &&
    wish.paths.some((path) => other.paths.some((there) => touches(path, there)))
  );
}
