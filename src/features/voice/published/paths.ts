/** Addresses of published answers, and of the room at the desk that prepares them. */
import { casePath, casePattern } from '../handling/paths.ts';

export const answersPath = '/answers';
export const answersAtomPath = '/answers.atom';
const number = ':answer{[0-9A-HJKMNP-TV-Z]+}';
export const publishedPattern = `${answersPath}/${number}`;
export const publishedPath = (of: string): string => `${answersPath}/${of}`;
export const publishedVersionPattern = `${publishedPattern}/versions/:version{[0-9]+}`;
export const publishedVersionPath = (of: string, version: number): string => `${publishedPath(of)}/versions/${version}`;

export const publishRoomPattern = `${casePattern}/publish`;
export const publishRoomPath = (of: string): string => `${casePath(of)}/publish`;

export interface AnswerFilters {
  text: string;
  category: string;
  office: string;
}

export function answersListPath(filters: Partial<AnswerFilters>, before?: number): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  if (before !== undefined) query.set('before', String(before));
  const text = query.toString();
  return text === '' ? answersPath : `${answersPath}?${text}`;
}
