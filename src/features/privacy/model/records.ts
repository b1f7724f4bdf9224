/** The register of processing, impact assessments and breaches: kinds, questions, states. Pure. */

export const recordKinds = ['processing', 'assessment', 'breach'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** draft: being written · approved: by a second person · closed: a breach that is over, a record no longer in use. */
export type RecordState = 'draft' | 'approved' | 'closed';

export interface PrivacyRecord {
  id: number;
  kind: RecordKind;
  title: string;
  state: RecordState;
  version: number;
  createdBy: number;
  createdAt: Date;
  changedBy: number;
  changedAt: Date;
  approvedBy: number | null;
  approvedAt: Date | null;
  closedAt: Date | null;
  /** A breach: when somebody noticed it. */
  foundAt: Date | null;
  /** When it is to be looked at again. */
  reviewOn: string | null;
}

export type Answers = Record<string, string>;

/**
 * What each kind asks, in its order; the words are in messages/records.ts as `q_<kind>_<key>`. Those of a breach are what
 * PIPL Art. 57 wants told, those of an assessment Art. 56, those of the register what its proof needs.
 */
export const questions = {
  processing: [
    'controller',
    'purposes',
    'people',
    'data',
    'sources',
    'recipients',
    'places',
    'retention',
    'security',
    'rights',
  ],
  assessment: ['scope', 'lawful', 'necessity', 'minors', 'impact', 'dangers', 'measures', 'rest', 'opinion'],
  breach: ['what', 'data', 'people', 'cause', 'harm', 'measures', 'advice', 'contact', 'unneeded', 'lessons'],
} as const satisfies Record<RecordKind, readonly string[]>;

/** Without these a record can't be approved or closed. */
export const required: Record<RecordKind, readonly string[]> = {
  processing: ['controller', 'purposes', 'people', 'data', 'recipients', 'retention', 'security'],
  assessment: ['scope', 'lawful', 'necessity', 'impact', 'dangers', 'measures', 'opinion'],
  breach: ['what', 'data', 'cause', 'harm', 'measures', 'advice', 'contact', 'lessons'],
};

export function missingAnswers(kind: RecordKind, answers: Answers): string[] {
  return required[kind].filter((key) => (answers[key] ?? '').trim() === '');
}

export const longestAnswer = 10_000;

/** The law wants assessments kept for three years at least (PIPL Art. 56); the others are kept alike and longer. */
export const recordYears = 5;
/** Looked at again each year. */
export const reviewMonths = 12;

export function reviewDay(from: string): string {
  const date = new Date(`${from}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + reviewMonths);
  return date.toISOString().slice(0, 10);
}

const hour = 3_600_000;

/**
 * Who must be told of a breach, by when. `verified`: the text of the law was read; the others rest on measures that were
 * not, and the page says to ask the legal department.
 */
export const duties = [
  { key: 'authority', withinMs: 0, verified: true },
  { key: 'persons', withinMs: 0, verified: true },
  { key: 'incident', withinMs: 4 * hour, verified: false },
  { key: 'superior', withinMs: 4 * hour, verified: false },
  { key: 'closing', withinMs: 30 * 24 * hour, verified: false },
] as const;
export type DutyKey = (typeof duties)[number]['key'];

/** The moment until which a duty is to be done; "at once" is the finding itself. */
export function dueAt(key: DutyKey, foundAt: Date): Date {
  const duty = duties.find((one) => one.key === key);
  return new Date(foundAt.getTime() + (duty?.withinMs ?? 0));
}

/** Something that was done about a breach, with its moment. */
export interface BreachStep {
  id: number;
  kind: DutyKey | 'other';
  doneAt: Date;
  accountId: number;
  text: string;
}
