/**
 * Words around a text in a language that the screens don't speak: supplied by the operator, one file a language in the data
 * folder (`wording/bo.json`). Belfry ships none: nobody here can review them. A file is taken whole or not at all, so that no
 * reader gets a sentence in one language and its button in another; without one the reader gets the fallback.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';

/** Languages of content that the screens don't speak, with the language of the screens that stands in for each. */
const standIns = { bo: 'zh-CN', qxs: 'zh-CN' } as const;
export type FramedLanguage = keyof typeof standIns;
export const framedLanguages = Object.keys(standIns) as FramedLanguage[];
type Fallback = 'zh-CN' | 'en';

interface Wording {
  fallback: Fallback;
  /** By name (`mail.subject`); null: the file only names the fallback. */
  phrases: ReadonlyMap<string, string> | null;
}

/** A phrase to translate, as it stands in the languages of the screens. */
export interface Phrase {
  name: string;
  'zh-CN': string;
  en: string;
}

const file = z.strictObject({
  fallback: z.enum(['zh-CN', 'en']).optional(),
  phrases: z.record(z.string(), z.string()).optional(),
});

// Of the process, like the settings: read once when it starts.
let wordings: ReadonlyMap<string, Wording> = new Map();
const asked: Phrase[] = [];

/** Says that these words are put around texts: they have to be in each file. Called when a catalogue is made. */
export function askFor(phrases: readonly Phrase[]): void {
  asked.push(...phrases);
}

/** All phrases to translate, in the order of the features. */
export function phrasesToTranslate(): readonly Phrase[] {
  return asked;
}

/** The language of the screens that stands in for a language of content. */
export function fallbackOf(language: string): Fallback {
  if (language === 'en') return 'en';
  return wordings.get(language)?.fallback ?? standIns[language as FramedLanguage] ?? 'zh-CN';
}

/** Whether all words around a text in this language are there. */
export function isFramed(language: string): boolean {
  return Boolean(wordings.get(language)?.phrases);
}

/** The operator's phrase; undefined where the fallback has to do. */
export function phraseIn(language: string, name: string): string | undefined {
  return wordings.get(language)?.phrases?.get(name);
}

export function wordingFolder(dataDir: string): string {
  return join(dataDir, 'wording');
}

/**
 * Reads the operator's files and uses those that are whole. Returns what is wrong with the others, a line for people each:
 * `bo.json: mail.subject: {office} is missing`. Without the folder there is nothing to read.
 */
export function loadWording(dataDir: string): string[] {
  const { found, troubles } = readWording(wordingFolder(dataDir));
  wordings = found;
  return troubles;
}

/** The same without using it, for a check beforehand. */
export function readWording(folder: string): { found: Map<string, Wording>; troubles: string[] } {
  const found = new Map<string, Wording>();
  const troubles: string[] = [];
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!name.endsWith('.json')) continue;
    const language = framedLanguages.find((one) => `${one}.json` === name);
    if (!language) {
      troubles.push(`${name}: not one of ${framedLanguages.map((one) => `${one}.json`).join(', ')}`);
      continue;
    }
    const outcome = checked(readFileSync(join(folder, name), 'utf8'), language);
    if ('wording' in outcome) found.set(language, outcome.wording);
    else troubles.push(...outcome.troubles.map((trouble) => `${name}: ${trouble}`));
  }
  return { found, troubles };
}

function checked(text: string, language: FramedLanguage): { wording: Wording } | { troubles: string[] } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { troubles: ['not JSON'] };
  }
  const parsed = file.safeParse(content);
  if (!parsed.success)
    return { troubles: parsed.error.issues.map((i) => `${i.path.join('.') || 'file'}: ${i.message}`) };
  const { fallback = standIns[language], phrases } = parsed.data;
  if (!phrases) return { wording: { fallback, phrases: null } };
  const names = new Set(asked.map((one) => one.name));
  const troubles = Object.keys(phrases).flatMap((name) =>
    names.has(name) ? [] : [`${name}: there is no such phrase`],
  );
  for (const phrase of asked) {
    const given = phrases[phrase.name];
    const trouble = given?.trim() ? wrongIn(given, phrase['zh-CN'], language) : 'is missing';
    if (trouble) troubles.push(`${phrase.name}: ${trouble}`);
  }
  return troubles.length > 0 ? { troubles } : { wording: { fallback, phrases: new Map(Object.entries(phrases)) } };
}

/** What is wrong with a translation: its form, or its placeholders, which must be those of the original. */
function wrongIn(given: string, original: string, language: string): string | undefined {
  let own: Set<string>;
  try {
    own = placeholders(given, language);
  } catch {
    return 'its brackets { } or apostrophes do not close';
  }
  const wanted = placeholders(original, 'zh-CN');
  const missing = [...wanted].filter((name) => !own.has(name));
  const foreign = [...own].filter((name) => !wanted.has(name));
  if (missing.length > 0) return `${missing.map((name) => `{${name}}`).join(' ')} is missing`;
  if (foreign.length > 0) return `there is no {${foreign.join('} {')}}`;
  return undefined;
}

/** Names between brackets; `{{link}}` between apostrophes is put in later, and counts as `{link}`. */
function placeholders(text: string, language: string): Set<string> {
  const names = new Set<string>();
  const walk = (parts: readonly unknown[]): void => {
    for (const part of parts as { type: number; value: string; options?: Record<string, { value: unknown[] }> }[]) {
      // 0: text, 7: the # of a plural, 8: a tag; all others bear a name.
      if (part.type === 0) for (const [, name] of part.value.matchAll(/\{\{(\w+)\}\}/g)) names.add(`{${name}}`);
      if (part.type > 0 && part.type < 7) names.add(part.value);
      for (const option of Object.values(part.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, language === 'qxs' ? 'en' : language).getAst());
  return names;
}
