/** The words of the pages about channels in both languages. */
import { defineWords, hasKey, type Language, sayTrouble } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { followMessages } from './followers/messages.ts';
import { codeMessages } from './messages/codes.ts';
import { deskMessages } from './messages/desk.ts';
import { formMessages } from './messages/form.ts';
import type { Kind } from './model/channel.ts';

export const words = defineWords({ ...deskMessages, ...formMessages, ...codeMessages, ...followMessages });
export type Words = ReturnType<typeof words>;

/** A trouble in words. */
export function troubleInWords(language: Language, trouble: Trouble): string {
  return sayTrouble(words, words(language), trouble);
}

/** The platform's code with what it means and what to do, where that is known; the code alone elsewhere. */
export function codeInWords(kind: Kind, code: string, language: Language): string {
  const t = words(language);
  const keys = [`code_${kind}_${code}`, `code_${code.replace(/\W+/g, '_')}`];
  const key = keys.find((one) => hasKey(words.catalogue, one));
  if (!key) return code;
  return t('codeWith', { what: t(key as Parameters<typeof t>[0]), code });
}
