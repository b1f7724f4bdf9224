/** What a box holds, how long it is, and who can open it. */
import type { Kind } from '../../model/kinds.ts';
import { complains } from '../../model/kinds.ts';

/** What is sealed is padded to so many bytes: all boxes look the same. */
export const paddedBytes = 1024;
/** And is so long then (libsodium's crypto_box_seal adds 48). */
export const boxBytes = paddedBytes + 48;

/** One in the house, and one from outside the bureau who stands in. */
export const seats = ['first', 'outside'] as const;
export type Seat = (typeof seats)[number];

/** Whoever brings a case may leave one of the two out, where it concerns that one. */
export const openerWishes = ['any', ...seats] as const;
export type OpenerWish = (typeof openerWishes)[number];

/** The name and where word reaches the person: a mail address, another way, or both. */
export interface Person {
  name: string;
  mail: string;
  phone: string;
}

/** In UTF-16 units; with three bytes each they fit into a box with room to spare. */
export const longest: Readonly<Record<keyof Person, number>> = { name: 60, mail: 120, phone: 60 };

/** A key to which names are sealed. */
export interface Opener {
  keyId: string;
  seat: Seat;
  accountId: number;
  publicKey: Buffer;
}

/** A name as it is stored, for one key. */
export interface Box {
  keyId: string;
  sealed: Buffer;
}

export interface Concern {
  kind: Kind;
  /** What it is about. */
  concerned: { kind: string } | undefined;
  /** Accounts of keys whose holders have a post there. */
  within: ReadonlySet<number>;
  wish: OpenerWish;
}

/**
 * Who may open the name of this case. Whoever belongs to what is complained of may not; of the district as a whole that is the
 * first ombudsperson in any case, who then handles the matter: nobody knows both (product rule 6).
 */
export function openersFor(openers: readonly Opener[], { kind, concerned, within, wish }: Concern): Opener[] {
  return openers.filter(({ seat, accountId }) => {
    if (wish !== 'any' && seat !== wish) return false;
    if (!complains(kind) || !concerned) return true;
    return !within.has(accountId) && !(concerned.kind === 'district' && seat === 'first');
  });
}

/** Mail can be sent to it: the same rule stands in script/seal.js. */
export function looksLikeMail(text: string): boolean {
  return /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]+$/.test(text) && text.length <= longest.mail;
}
