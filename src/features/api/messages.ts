/** The words of the pages about the API in both languages. */
import { defineWords, type Language, sayTrouble } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { referenceMessages } from './messages/reference.ts';
import { rosterMessages } from './messages/roster.ts';
import { tokenMessages } from './messages/tokens.ts';
import { webhookMessages } from './messages/webhooks.ts';

export const words = defineWords({ ...tokenMessages, ...referenceMessages, ...rosterMessages, ...webhookMessages });
export type Words = ReturnType<typeof words>;

/** A trouble in words. */
export function troubleInWords(language: Language, trouble: Trouble): string {
  return sayTrouble(words, words(language), trouble);
}
