/** Answers to a slip, and the rules that a typed answer must keep. */
import { isDay } from '#platform/days.ts';
import type { Trouble } from '#platform/trouble.ts';
import { type Question, type Slip, slipLimits } from './slip.ts';

export type Consent = 'agree' | 'disagree';
/** By kind: place of the option; places; text; number; local day; consent; id of the stored file. */
export type Value = number | number[] | string;
/** By the question's key; what was not answered is left out. */
export type Answers = Record<string, Value>;

export interface SlipFile {
  id: number;
  question: number;
  name: string;
  size: number;
}

export interface Answer {
  id: number;
  guardianId: number;
  pupilId: number | null;
  means: 'link' | 'told';
  on: string;
  answers: Answers;
  files: SlipFile[];
}

/** The name of a question's field. */
export const fieldOf = (key: number): string => `q${key}`;

/**
 * Reads typed answers. `has` says whether a file is there for a question: a new one, or one that was sent before.
 * Files are not in the result: they are stored after the answer.
 */
export function readAnswers(
  slip: Slip,
  typed: (name: string) => string[],
  has: (question: Question) => boolean,
): { answers: Answers; troubles: Trouble[] } {
  const answers: Answers = {};
  const troubles: Trouble[] = [];
  for (const question of slip.questions) {
    const field = fieldOf(question.key);
    if (question.kind === 'file') {
      if (question.required && !has(question)) troubles.push({ field, key: 'answerFile' });
      continue;
    }
    const given = typed(field).map((value) => value.normalize('NFC').replace(/\r\n?/g, '\n').trim());
    const read = readOne(question, given.filter(Boolean));
    if ('trouble' in read) troubles.push({ field, ...read.trouble });
    else if (read.value !== undefined) answers[question.key] = read.value;
    else if (question.required) troubles.push({ field, key: missing[question.kind] });
  }
  return { answers, troubles };
}

const missing = {
  choice: 'answerChoice',
  choices: 'answerChoices',
  text: 'answerText',
  number: 'answerNumber',
  date: 'answerDate',
  consent: 'answerConsent',
} as const;

type Read = { value: Value | undefined } | { trouble: Omit<Trouble, 'field'> };

function readOne(question: Question, given: string[]): Read {
  const [first] = given;
  if (first === undefined) return { value: undefined };
  switch (question.kind) {
    case 'choice': {
      const place = placeOf(question, first);
      return place === undefined ? { trouble: { key: 'answerChoice' } } : { value: place };
    }
    case 'choices': {
      const places = given.map((one) => placeOf(question, one));
      if (places.some((place) => place === undefined)) return { trouble: { key: 'answerChoices' } };
      return { value: [...new Set(places as number[])].sort((a, b) => a - b) };
    }
    case 'text':
      return Array.from(first).length > slipLimits.answer
        ? { trouble: { key: 'answerLong', context: { most: slipLimits.answer } } }
        : { value: first };
    case 'number':
      return readNumber(question, first);
    case 'date':
      return readDate(question, first);
    case 'consent':
      return first === 'agree' || first === 'disagree' ? { value: first } : { trouble: { key: 'answerConsent' } };
    default:
      return { value: undefined };
  }
}

function placeOf(question: Question, text: string): number | undefined {
  const place = /^\d{1,2}$/.test(text) ? Number(text) : -1;
  return place >= 0 && place < (question.options?.length ?? 0) ? place : undefined;
}

/** Full-width digits are what many keyboards give. */
function readNumber({ least, most }: Question, text: string): Read {
  const plain = text.normalize('NFKC').replace(/^\+/, '');
  if (!/^-?\d{1,9}$/.test(plain)) return { trouble: { key: 'answerNumber' } };
  const value = Number(plain);
  if (least != null && value < least) return { trouble: { key: 'answerLeast', context: { least } } };
  if (most != null && value > most) return { trouble: { key: 'answerMost', context: { most } } };
  return { value };
}

function readDate({ from, to }: Question, text: string): Read {
  if (!isDay(text)) return { trouble: { key: 'answerDate' } };
  if (from && text < from) return { trouble: { key: 'answerFrom', context: { day: from } } };
  if (to && text > to) return { trouble: { key: 'answerTo', context: { day: to } } };
  return { value: text };
}

/** Whether two guardians said the same of one child; of files only whether there is one. */
export function sameAnswers(slip: Slip, a: Answer, b: Answer): boolean {
  return slip.questions.every((question) => {
    if (question.kind === 'file') {
      const has = (answer: Answer) => answer.files.some((file) => file.question === question.key);
      return has(a) === has(b);
    }
    return JSON.stringify(a.answers[question.key] ?? null) === JSON.stringify(b.answers[question.key] ?? null);
  });
}

/** A name as it is compared at the light confirmation: without blanks, points and case. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.·•・‧'’_-]/g, '');
}
