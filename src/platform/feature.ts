/** The shape of a feature's door (feature.ts): all that app, jobs and the tests need to know of it. */
import type { RawBuilder } from 'kysely';
import type { Caller, PermissionTable, Reach } from './access.ts';
import type { Transaction } from './database/connect.ts';
import type { ApiRoute } from './http/api/route.ts';
import type { Route } from './http/routes.ts';
import type { Catalogue, Language } from './i18n.ts';
import type { Job, Loop } from './jobs.ts';
import type { Keeping } from './keeping.ts';
import type { Services } from './services.ts';

export interface Feature {
  name: string;
  permissions: PermissionTable;
  routes: readonly Route[];
  /** Routes below /api/v1, by token (docs/decisions/0021). */
  api?: readonly ApiRoute[];
  jobs?: readonly Job[];
  loops?: readonly Loop[];
  words: { catalogue: Catalogue };
  /** For /healthz: what is wrong with this feature as a whole, over all processes; one reason a line, in English. */
  health?: (services: Services) => Promise<string[]>;
  /** Entries of the staff navigation, shown to those who hold the permission, in this order over all features. */
  navigation?: readonly { order: number; href: string; permission: string; text: (language: Language) => string }[];
  /** Links at the foot of public pages. */
  publicLinks?: readonly { href: string; text: (language: Language) => string }[];
  /**
   * Port of delivery: for a message's purpose, a SQL query of the ids of people to leave out, asked when recipients are
   * expanded and again when a batch is sent (those who acknowledged meanwhile get no reminder).
   */
  leaveOut?: Readonly<Record<string, LeaveOut>>;
  /** Port of delivery: for a message's purpose, the address behind the personal link; without, it is that of notices. */
  linkPaths?: Readonly<Record<string, (token: string) => string>>;
  /** After a restore, in its transaction: what must not go on from where the backup left it (sending, sessions). */
  restored?: (trx: Transaction, at: Date) => Promise<void>;
  /** What it keeps, how it forgets, and its part of one person's data. */
  keeping?: Keeping;
  /** Cheap lines for the operations page. */
  standing?: (services: Services, language: Language) => Promise<StandingLine[]>;
  /** What waits for a member of staff, on the desk's first page: asked at each look, so it has to be cheap. */
  waiting?: (asking: Asking) => Promise<Waiting[]>;
}

/** Who looks at the desk. */
export interface Asking {
  services: Services;
  caller: Extract<Caller, { kind: 'account' }>;
  reach: (permission: string) => Reach;
  language: Language;
}

/** Tasks of one sort, the most pressing first; the desk shows some of them, so `all` leads to the others. */
export interface Waiting {
  /** Of the sorts over all features; the lower comes first. */
  order: number;
  title: string;
  tasks: readonly WaitingTask[];
  all?: { href: string; text: string };
}

/** Of a person nothing is said here but that something waits. `hint` says where from and until when. */
export interface WaitingTask {
  text: string;
  lang?: string;
  href: string;
  hint?: string;
  status: { kind: 'late' | 'wait' | 'info'; text: string };
}

/** One line of what the operator looks at: on the operations page, in `belfry doctor`. */
export interface StandingLine {
  level: 'ok' | 'warn' | 'fail';
  /** What was looked at, and what was found with what to do: in words. */
  title: string;
  text: string;
  href?: string;
}

/**
 * `subject` is the message's, such as `notice:12`. The query has one column, the person's id; it may name the person in
 * question as `a.person_id`. `today` is the district's day.
 */
export type LeaveOut = (subject: string, today: string) => RawBuilder<unknown>;
