/** A reply slip: a short form that goes with a notice. It is written, approved and frozen as one document. */
import { type ContentLanguage, contentLanguages } from '#platform/i18n.ts';

/** A closed list: there is no kind for identity numbers, health or what else may not be asked (product.md, rule 8). */
export const questionKinds = ['choice', 'choices', 'text', 'number', 'date', 'consent', 'file'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Of whom one answer is wanted. */
export const pers = ['child', 'guardian'] as const;
export type Per = (typeof pers)[number];

/** Words by language of content. */
export type Worded = Partial<Record<ContentLanguage, string>>;

export interface Question {
  /** Unique within the slip; answers name it. */
  key: number;
  kind: QuestionKind;
  required: boolean;
  /** What is asked; of a consent, the statement. */
  text: Worded;
  help: Worded;
  /** Of `choice` and `choices`: answers name the place in this list. */
  options?: Worded[];
  /** Of `number`: whole numbers. */
  least?: number | null;
  most?: number | null;
  unit?: Worded;
  /** Of `date`: local days. */
  from?: string | null;
  to?: string | null;
}

export interface Slip {
  per: Per;
  questions: Question[];
}

export const slipLimits = {
  questions: 12,
  text: 300,
  help: 300,
  unit: 10,
  options: 12,
  option: 80,
  /** Of an answer. */
  answer: 500,
  number: 999_999_999,
  files: 3,
  fileBytes: 5 * 1024 * 1024,
};

/** A family sends pictures and PDF. */
export const slipFileTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];
export const slipFileExtensions = '.pdf,.jpg,.jpeg,.png,.webp';

/** The words for a reader: their own language, else the notice's main one, else any. */
export function wordedFor(words: Worded | undefined, language: string, main: string): string {
  const of = (wanted: string) => words?.[wanted as ContentLanguage];
  return of(language) || of(main) || Object.values(words ?? {}).find(Boolean) || '';
}

/** In which language the words for a reader are. */
export function languageOfWords(words: Worded, language: string, main: string): string {
  if (words[language as ContentLanguage]) return language;
  if (words[main as ContentLanguage]) return main;
  return Object.keys(words)[0] ?? main;
}

/** The first language of the notice in which some question is not worded; undefined if all are. */
export function missingLanguage(slip: Slip, languages: readonly string[]): string | undefined {
  const parts = (question: Question) => [question.text, ...(question.options ?? [])];
  return languages.find((language) =>
    slip.questions.some((question) => parts(question).some((words) => !words[language as ContentLanguage])),
  );
}

/** Everything that a question says, for whoever looks whether it may be asked. */
export function wordsOf(
  question: Question,
): { part: 'text' | 'help' | 'options' | 'unit'; language: string; words: string }[] {
  const of = (part: 'text' | 'help' | 'options' | 'unit', worded: Worded | undefined) =>
    (Object.keys(contentLanguages) as ContentLanguage[]).flatMap((language) =>
      worded?.[language] ? [{ part, language, words: worded[language] as string }] : [],
    );
  return [
    ...of('text', question.text),
    ...of('help', question.help),
    ...(question.options ?? []).flatMap((option) => of('options', option)),
    ...of('unit', question.unit),
  ];
}

/** The same questions with one moved a place up or down. */
export function moved(questions: readonly Question[], key: number, step: -1 | 1): Question[] {
  const from = questions.findIndex((question) => question.key === key);
  const to = from + step;
  const list = [...questions];
  if (from < 0 || to < 0 || to >= list.length) return list;
  [list[from], list[to]] = [list[to] as Question, list[from] as Question];
  return list;
}

export function nextKey(questions: readonly Question[]): number {
  return Math.max(0, ...questions.map((question) => question.key)) + 1;
}
