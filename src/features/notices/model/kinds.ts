/** Kinds of notice: a closed list. Only those by which a family must know something in time may ask for an answer. */
export const kinds = ['safety', 'schedule', 'enrolment', 'health', 'fees', 'exam', 'activity', 'announcement'] as const;
export type Kind = (typeof kinds)[number];

const mayAsk: Readonly<Record<Kind, boolean>> = {
  safety: true,
  schedule: true,
  enrolment: true,
  health: true,
  fees: true,
  exam: true,
  // To take part or to know of a decision is nobody's duty: asking for an acknowledgement would count readers.
  activity: false,
  announcement: false,
};

export type Request = 'none' | 'acknowledge' | 'slip';

/** Whether notices of this kind may ask to be acknowledged (product.md, rule 7). */
export function mayAskToAcknowledge(kind: Kind): boolean {
  return mayAsk[kind];
}

/**
 * Whether notices of this kind may carry a reply slip. A slip is an answer to a question that the office must know, such
 * as who comes along on an outing; an announcement asks nothing.
 */
export function mayAskForReply(kind: Kind): boolean {
  return kind !== 'announcement';
}

/**
 * Whether somebody may choose not to receive notices of this kind (by channel). What concerns safety, health, school
 * hours, enrolment, fees or examinations carries a duty of the office to tell every guardian in time; what one may take
 * part in or know does not. The same line as for asking, and fixed here for the same reason.
 */
export function mayBeRefused(kind: Kind): boolean {
  return !mayAsk[kind];
}

/** The key under which a message of this kind may be refused; null: it reaches everybody. */
export function refusableKey(kind: Kind): string | null {
  return mayBeRefused(kind) ? kind : null;
}

/** Whether something is asked of the reader: then reached is who answered, not who was delivered to. */
export function asks(notice: { request: Request }): boolean {
  return notice.request !== 'none';
}

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}
