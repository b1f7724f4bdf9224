/** Rows of the ombudsperson's list. Days are `YYYY-MM-DD`. */

export interface NameRow {
  number: string;
  receivedOn: string;
  /** A handler asks that word be sent. */
  askedOn: string | null;
  sentOn: string | null;
  /** The office has done or said something since word was sent last. */
  newsOn: string | null;
}

export const shows = ['all', 'asked', 'news'] as const;
export type Show = (typeof shows)[number];

export interface NamesWish {
  show: Show;
  /** One case, by its number. */
  number: string;
  after: { day: string; number: string } | undefined;
  limit: number;
}
