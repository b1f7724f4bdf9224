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

export type Request = 'none' | 'acknowledge';

/** Whether notices of this kind may ask to be acknowledged (product.md, rule 7). */
export function mayAskToAcknowledge(kind: Kind): boolean {
  return mayAsk[kind];
}

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}
