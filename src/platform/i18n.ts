/** Words of the screens in zh-CN and English (ICU messages), and the languages that content may be written in. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Trouble } from './trouble.ts';
import { askFor, fallbackOf, isFramed, phraseIn } from './wording.ts';

export const languages = ['zh-CN', 'en'] as const;
/** A language of the screens. */
export type Language = (typeof languages)[number];

/** Languages of content, with their own names. `qxs` is Southern Qiang (ISO 639-3), written in Latin script. */
export const contentLanguages = { 'zh-CN': '中文', en: 'English', bo: 'བོད་ཡིག', qxs: 'Rrmearr (羌语)' } as const;
export type ContentLanguage = keyof typeof contentLanguages;

/** One message in both languages, side by side so that neither can be forgotten. */
export type Message = Readonly<Record<Language, string>>;
export type Catalogue = Readonly<Record<string, Message>>;

export type Values = Record<string, string | number | Date>;
export type Say<K extends string = string> = (key: K, values?: Values) => string;

const compiled = new Map<string, IntlMessageFormat>();

/** Words of a catalogue that stand around texts for families, and the name under which the operator translates them. */
export interface Framing<K extends string> {
  name: string;
  keys: readonly K[];
}

/**
 * Makes a feature's words: `const words = defineWords({ title: { 'zh-CN': '通知', en: 'Notices' } })`, then
 * `words('en')('title')`. Times in messages are shown in `zone`. A key that is missing is a bug and throws.
 * With `framing`, words around a text in another language (`words('zh-CN', 'bo')`) are the operator's where there are any.
 */
export function defineWords<const C extends Catalogue>(
  catalogue: C,
  { zone = 'Asia/Shanghai', framing }: { zone?: string; framing?: Framing<keyof C & string> } = {},
) {
  const framed = new Set<string>(framing?.keys);
  if (framing) {
    askFor(framing.keys.map((key) => ({ name: `${framing.name}.${key}`, ...(catalogue[key] as Message) })));
  }
  const say = (language: Language, around?: string): Say<keyof C & string> => {
    return (key, values) => {
      const own = around && framed.has(key) ? phraseIn(around, `${framing?.name}.${key}`) : undefined;
      const text = own ?? (catalogue[key] ?? sharedMessages[key as keyof typeof sharedMessages])?.[language];
      if (text === undefined) throw new Error(`No message ${key} in ${language}.`);
      if (!values && !text.includes('{') && !text.includes("'")) return text;
      const id = `${language} ${text}`;
      let format = compiled.get(id);
      if (!format) {
        format = new IntlMessageFormat(text, language, { number: {}, date: { short: { timeZone: zone } } });
        compiled.set(id, format);
      }
      return String(format.format(values));
    };
  };
  return Object.assign(say, { catalogue });
}

/** Words for trouble that any form can have: what a browser never sends by itself is told in general words. */
export const sharedMessages = {
  incomplete: {
    'zh-CN': '提交的内容不完整，请检查后重新提交',
    en: 'The form came incomplete: check it and send it again',
  },
} as const satisfies Catalogue;

/** Whether an expected-trouble key has words here (keys cross features as plain strings). */
export function hasKey<C extends Catalogue>(catalogue: C, key: string): key is keyof C & string {
  return Object.hasOwn(catalogue, key) || Object.hasOwn(sharedMessages, key);
}

/** An expected trouble in the words of its feature. Keys cross features: one that is unknown here is shown, not hidden by a failure. */
export function sayTrouble<C extends Catalogue>(
  { catalogue }: { catalogue: C },
  say: Say<keyof C & string>,
  { key, context }: Trouble,
): string {
  return hasKey(catalogue, key) ? say(key, context) : key;
}

/** The screen language: the reader's choice, else what the browser asks for, else zh-CN. */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  if (chosen && (languages as readonly string[]).includes(chosen)) return chosen as Language;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .filter((w) => w.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh') || tag.startsWith('bo')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

// Making a formatter takes 60 µs, formatting one: a table of a thousand figures is all making without this.
const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<Language, Intl.NumberFormat>();

function dateFormat(language: Language, zone: string, style: 'day' | 'moment'): Intl.DateTimeFormat {
  const key = `${style} ${language} ${zone}`;
  let format = dates.get(key);
  if (!format) {
    const options: Intl.DateTimeFormatOptions =
      style === 'day' ? { dateStyle: 'long' } : { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' };
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: zone });
    dates.set(key, format);
  }
  return format;
}

/** A local date (`2026-11-22`) in words: 2026年11月22日 / 22 November 2026. */
export function dateInWords(date: string, language: Language): string {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return dateFormat(language, 'UTC', 'day').format(Date.UTC(year, month - 1, day));
}

const dayWords = {
  day: { 'zh-CN': '{year}年{month}月{day}日', en: '{day}.{month}.{year}' },
} as const satisfies Catalogue;
const dayIn = defineWords(dayWords, { framing: { name: 'frame', keys: ['day'] } });

/** The language of the words around a text: Tibetan and Qiang texts stand in Chinese ones, or what the operator says. */
export function wordsLanguage(language: string): Language {
  return fallbackOf(language);
}

/** A local date in the words around a text of this language. */
export function dateAround(date: string, around: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!isFramed(around)) return dateInWords(date, wordsLanguage(around));
  return dayIn(wordsLanguage(around), around)('day', { year: String(year), month: String(month), day: String(day) });
}

/** The language in which the words around a text really are. */
export function languageAround(around: string): string {
  return isFramed(around) ? around : wordsLanguage(around);
}

/** A moment in the district's zone, to the minute. */
export function momentInWords(moment: Date, language: Language, zone: string): string {
  return dateFormat(language, zone, 'moment').format(moment);
}

/** 15204 as 15,204 in the reader's way. */
export function number(value: number, language: Language): string {
  let format = numbers.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language);
    numbers.set(language, format);
  }
  return format.format(value);
}
