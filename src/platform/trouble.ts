/**
 * Expected trouble: a value, not an exception. `key` is worded in the feature's messages.ts, shown in the summary and
 * at `field` (null: concerns the whole form). `context` fills the message's placeholders.
 */
export interface Trouble {
  field: string | null;
  key: string;
  context?: Record<string, string | number>;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; troubles: Trouble[] };

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused(
  field: string | null,
  key: string,
  context?: Record<string, string | number>,
): { ok: false; troubles: Trouble[] } {
  return { ok: false, troubles: [{ field, key, ...(context ? { context } : {}) }] };
}

/** The troubles with their words, as the summary on top of a page shows them. */
export function worded(
  troubles: readonly Trouble[] | undefined,
  word: (trouble: Trouble) => string,
): { field: string | null; text: string }[] {
  return (troubles ?? []).map((trouble) => ({ field: trouble.field, text: word(trouble) }));
}

/** The words at one field: those of its first trouble. */
export function wordedAt(
  troubles: readonly Trouble[] | undefined,
  field: string,
  word: (trouble: Trouble) => string,
): string | undefined {
  const trouble = troubles?.find((one) => one.field === field);
  return trouble && word(trouble);
}
