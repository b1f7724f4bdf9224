/** Templates: their variables, and what comes of them when they are filled in. Pure. */
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Kind, Request } from '../../model/kinds.ts';
import { type AudienceRole, daysBetween, type Text } from '../../model/notice.ts';
import type { Slip } from '../../slips/model/slip.ts';

export interface Template {
  id: number;
  organisationId: number;
  organisation: string;
  organisationPath: string;
  name: string;
  kind: Kind;
  isPublic: boolean;
  mainLanguage: ContentLanguage;
  request: Request;
  /** Days from the day on which it is used until the deadline. */
  deadlineDays: number | null;
  roles: AudienceRole[];
  slip: Slip | null;
  revision: number;
  updatedAt: Date;
  retiredAt: Date | null;
}

export interface TemplateSettings {
  name: string;
  kind: Kind;
  isPublic: boolean;
  mainLanguage: ContentLanguage;
  request: Request;
  deadlineDays: number | null;
  roles: readonly AudienceRole[];
}

export const nameLimit = 60;
export const mostDeadlineDays = 180;
export const usualDeadlineDays = 7;

/** `[[when it begins]]`: what is to be filled in, in the words of whoever uses the template. */
const marks = /\[\[([^[\]\n]{1,40})\]\]/gu;

/** The names of what is to be filled in, each once, in the order in which they come. */
export function variablesIn(...texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(marks)].map((found) => (found[1] as string).trim()));
  return [...new Set(names)].filter((name) => name !== '');
}

/** Fills in what is given; the rest keeps its mark, and is told before review. */
export function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(marks, (mark, name: string) => values.get(name.trim()) || mark);
}

/** What is still to be filled in, in any of the texts. */
export function unfilled(texts: readonly Pick<Text, 'title' | 'body'>[]): string[] {
  return variablesIn(...texts.flatMap((text) => [text.title, text.body]));
}

/** The days that a notice gave to answer, as a template keeps them. */
export function daysGiven(startedOn: string, deadlineOn: string): number {
  return Math.min(Math.max(daysBetween(startedOn, deadlineOn), 0), mostDeadlineDays);
}
