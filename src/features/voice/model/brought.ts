/** What can be brought, and the files that come with it. */
import type { Kind } from './kinds.ts';

export interface Category {
  code: string;
  kind: Kind;
  titles: Record<'zh-CN' | 'en', string>;
  /** It is about a thing in the world: it has a place. */
  place: boolean;
  officeId: number | null;
  clock: string;
}

export interface NewFile {
  mediaType: string;
  content: Buffer;
}

export interface FileLine {
  id: string;
  /** Of which message; null: it came with the case. */
  message: number | null;
  position: number;
  mediaType: string;
  size: number;
}

/** How the name of a downloaded file ends: it has none of its own. */
export function endingOf(mediaType: string): string {
  const ending = { 'application/pdf': 'pdf', 'text/plain': 'txt', 'image/jpeg': 'jpg' }[mediaType];
  return ending ?? mediaType.replace(/^.*\//, '');
}
