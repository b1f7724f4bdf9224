/** What a correction changed, word by word. Words of Chinese and Tibetan are found by the language, not by blanks. */
import { diffArrays } from 'diff';
import type { Attachment, Recording, Text } from './notice.ts';

export type Part = { kind: 'same' | 'added' | 'removed'; text: string };

/** Above so many words the parts of two texts are compared by line: a book must not hold a process for seconds. */
const mostWords = 8000;

/** The words, blanks and line ends of a text, in order; joined they are the text again. */
export function wordsIn(text: string, language: string): string[] {
  const segmenter = new Intl.Segmenter(language === 'qxs' ? 'en' : language, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** A text and what it became. */
export function differenceOf(before: string, after: string, language: string): Part[] {
  const words = [wordsIn(before, language), wordsIn(after, language)] as const;
  const byLine = Math.max(...words.map((list) => list.length)) > mostWords;
  const [old, fresh] = byLine ? [linesIn(before), linesIn(after)] : words;
  return diffArrays([...old], [...fresh]).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

const linesIn = (text: string): string[] => text.split(/(?<=\n)/);

export interface TextChange {
  language: string;
  title: Part[];
  /** Null: nothing of it was changed. */
  body: Part[] | null;
}

/** What a reader of one version and the next would find changed. */
export interface Changes {
  texts: TextChange[];
  addedFiles: string[];
  removedFiles: string[];
  /** Their languages. One that was recorded anew stands in both. */
  addedRecordings: string[];
  removedRecordings: string[];
  deadline: { before: string | null; after: string | null } | null;
}

export interface Content {
  texts: readonly Text[];
  attachments: readonly Pick<Attachment, 'name' | 'sha256'>[];
  recordings?: readonly Pick<Recording, 'language' | 'sha256'>[];
  deadlineOn: string | null;
}

export function changesBetween(before: Content, after: Content): Changes {
  const languages = new Set([...before.texts, ...after.texts].map(({ language }) => language));
  const texts = [...languages].flatMap((language): TextChange[] => {
    const old = before.texts.find((text) => text.language === language);
    const fresh = after.texts.find((text) => text.language === language);
    if (old?.title === fresh?.title && old?.body === fresh?.body) return [];
    const body = old?.body === fresh?.body ? null : differenceOf(old?.body ?? '', fresh?.body ?? '', language);
    return [{ language, title: differenceOf(old?.title ?? '', fresh?.title ?? '', language), body }];
  });
  const missing = (from: Content, among: Content) =>
    from.attachments
      .filter((file) => !among.attachments.some((other) => other.sha256 === file.sha256 && other.name === file.name))
      .map((file) => file.name);
  const silent = (from: Content, among: Content) =>
    (from.recordings ?? [])
      .filter(
        (one) => !among.recordings?.some((other) => other.sha256 === one.sha256 && other.language === one.language),
      )
      .map((one) => one.language);
  return {
    texts,
    addedFiles: missing(after, before),
    removedFiles: missing(before, after),
    addedRecordings: silent(after, before),
    removedRecordings: silent(before, after),
    deadline: before.deadlineOn === after.deadlineOn ? null : { before: before.deadlineOn, after: after.deadlineOn },
  };
}

export function nothingChanged({ texts, deadline, ...parts }: Changes): boolean {
  const files = parts.addedFiles.length + parts.removedFiles.length;
  const recordings = parts.addedRecordings.length + parts.removedRecordings.length;
  return texts.length + files + recordings === 0 && deadline === null;
}
