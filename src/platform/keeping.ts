/**
 * What a feature says of the data it keeps: its rules of retention, its part of one person's data, and what it does when
 * somebody is erased. Every table stands in one of them; test/rules/keeping.test.ts walks the schema.
 */
import type { Database, Transaction } from './database/connect.ts';
import type { Message } from './i18n.ts';
import type { Services } from './services.ts';

/** How long one kind of record is kept, in words for the public, and how it is forgotten. */
export interface RetentionRule {
  /** `feature.kind`, such as `delivery.rows`. */
  kind: string;
  tables: readonly string[];
  what: Message;
  purpose: Message;
  /** How long, and from when. */
  period: Message;
  /** What is kept afterwards. */
  after: Message;
  /** The law, or the reason where the law leaves it open. */
  source: Message;
  /**
   * Forgets at most `most` records (a bounded transaction, safe to run twice) and returns how many; asked again until it
   * returns fewer. Absent where something else ends the record: `by` says what.
   */
  forget?: (services: Services, most: number) => Promise<number>;
  by?: Message;
  /** False where it would be wrong to suspend the rule: secrets and half-read files serve no inquiry. */
  mayBeHeld?: boolean;
}

/** The person in question: all records that are theirs (doubles merged into one), the account, the addresses. */
export interface Subject {
  personId: number;
  ids: readonly number[];
  accountId: number | null;
  addresses: readonly string[];
}

export type Cell = string | number | boolean | null;

/** One table of the copy that a person gets. */
export interface PersonalPart {
  /** Tables whose rows about the person are in it. */
  tables: readonly string[];
  /** Name of the file in the copy, such as `acknowledgements`. */
  name: string;
  what: Message;
  columns: Readonly<Record<string, Message>>;
  /**
   * The rows, with the keys of `columns`. `guardianId`: asked by a guardian about a child; then only what is the child's
   * own, nothing that another guardian said, gave or is.
   */
  read: (db: Database, subject: Subject, guardianId: number | null) => Promise<Record<string, Cell>[]>;
  /** Files that the person handed in, beside the rows. */
  files?: (db: Database, subject: Subject, guardianId: number | null) => Promise<{ name: string; content: Buffer }[]>;
}

export interface ErasureGround {
  at: Date;
  /** The day in the district's zone. */
  today: string;
  /** Key of the mark that holds an import back; null: none is kept, the person may come again (retention). */
  markKey: Buffer | null;
}

/** What goes when a person is erased. */
export interface Erasure {
  kind: string;
  what: Message;
  count: (db: Database | Transaction, subject: Subject) => Promise<number>;
  erase: (trx: Transaction, subject: Subject, ground: ErasureGround) => Promise<void>;
}

/** What law or proof keeps although a person is erased. */
export interface Kept {
  what: Message;
  /** Until when, and why. */
  why: Message;
  count: (db: Database | Transaction, subject: Subject) => Promise<number>;
}

export interface Keeping {
  rules: readonly RetentionRule[];
  /** Tables that hold nothing about anybody, each with the reason. */
  aboutNobody: Readonly<Record<string, string>>;
  parts: readonly PersonalPart[];
  /** Tables that refer to people and are not in the copy, each with the reason. */
  notCopied: Readonly<Record<string, string>>;
  erasures: readonly Erasure[];
  /** Tables that refer to people and that erasing leaves, each with the reason. */
  notErased: Readonly<Record<string, string>>;
  kept: readonly Kept[];
}
