/**
 * The label of an exercise. Every public text passes through here, whoever wrote it and by whatever way it leaves: it
 * can't be forgotten, and what already bears it is not labelled twice.
 */
import type { Language } from '#platform/i18n.ts';
import type { PublicText } from './plan.ts';

export const exerciseLabel: Readonly<Record<Language, string>> = { 'zh-CN': '【演练】', en: '[EXERCISE] ' };
const saidWith: Readonly<Record<Language, string>> = { 'zh-CN': '【演练】', en: '[EXERCISE]' };

/** What stands before the text of an exercise. */
export const exerciseSentence: Readonly<Record<Language, string>> = {
  'zh-CN': '这是一次演练，没有真实险情。',
  en: 'This is an exercise. There is no real danger.',
};

export function labelled(exercise: boolean, text: string, language: Language): string {
  return !exercise || text.startsWith(saidWith[language]) ? text : `${exerciseLabel[language]}${text}`;
}

/** Headline and both parts of a text, each with the label, since each may be read alone (a text message, a feed). */
export function publicText(exercise: boolean, text: PublicText, language: Language): PublicText {
  if (!exercise) return text;
  const sentence = exerciseSentence[language];
  const described = text.description.includes(sentence)
    ? text.description
    : [sentence, text.description].filter(Boolean).join(language === 'en' ? ' ' : '');
  return {
    headline: labelled(true, text.headline, language),
    description: labelled(true, described, language),
    instruction: labelled(true, text.instruction, language),
  };
}
