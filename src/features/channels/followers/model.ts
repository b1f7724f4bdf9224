/** Followers of the public page of emergencies: how they are reached, and for how long. Pure. */
import type { Language } from '#platform/i18n.ts';

export interface Wish {
  language: Language;
  exercises: boolean;
}

export interface Word {
  subject: string;
  word: 'update' | 'ended' | 'mistaken';
  office: string;
  exercise: boolean;
  /** The main one first. */
  texts: readonly { language: string; title: string; text: string; link: string }[];
}

/** How web push does. */
export interface PushHealth {
  /** Browsers that follow. */
  followers: number;
  queued: number;
  oldestAt: Date | null;
  lastSuccessAt: Date | null;
  lastErrorAt: Date | null;
  lastError: string | null;
  attempts: number;
  errors: number;
}

/** Hours in which an address has to be confirmed; after them it is forgotten. */
export const confirmHours = 48;
/** Words to followers are kept so many days: nobody's, and public anyway. */
export const wordDays = 30;

/** Seconds until a push is tried again: half a minute, doubled, at most ten. */
export function pushRetrySeconds(attempts: number): number {
  return Math.min(30 * 2 ** Math.max(0, attempts - 1), 600);
}
