/** The words of accounts in both languages. */
import { defineWords, type Language, sayTrouble } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { absenceMessages } from './messages/absence.ts';
import { deskMessages } from './messages/desk.ts';
import { mailMessages } from './messages/mail.ts';
import { passkeyMessages } from './messages/passkeys.ts';
import { signInMessages } from './messages/sign-in.ts';
import { signOnMessages } from './messages/sign-on.ts';

export const words = defineWords({
  ...signInMessages,
  ...absenceMessages,
  ...deskMessages,
  ...mailMessages,
  ...passkeyMessages,
  ...signOnMessages,
});
export type Words = ReturnType<typeof words>;

/** A trouble in words. */
export function troubleInWords(language: Language, trouble: Trouble): string {
  return sayTrouble(words, words(language), trouble);
}
