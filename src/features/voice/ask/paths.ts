/** Addresses of the public side. The language stands in each of them: no cookie is read or set below /ask. */
import { type MapView, pictureQuery } from '#features/map/feature.ts';
import type { Language } from '#platform/i18n.ts';
import type { Kind } from '../model/kinds.ts';

/** For the register of routes. */
export const askPatterns = {
  start: '/ask',
  write: '/ask/new',
  place: '/ask/place',
  map: '/ask/map.svg',
  preview: '/ask/preview',
  send: '/ask/send',
  case: '/ask/case',
  answer: '/ask/case/answer',
  opinion: '/ask/case/opinion',
  withdraw: '/ask/case/withdraw',
  file: '/ask/case/file',
  leave: '/ask/leave',
  script: '/ask/ask.js',
  worker: '/ask/work.js',
  dropName: '/ask/case/name',
  seal: '/ask/seal.js',
  sodium: '/ask/sodium.js',
  // As the wrappers of the library import it.
  libsodium: '/ask/libsodium.js',
} as const;

export type AskPage = keyof typeof askPatterns;

export function askPath(page: AskPage, language: Language, kind?: Kind): string {
  return `${askPatterns[page]}?language=${language}${kind ? `&kind=${kind}` : ''}`;
}

/** The picture of a view; `point` as it stands in the field is marked. Below /ask, where no address is logged. */
export function mapPicturePath(view: MapView, point: string | undefined): string {
  return `${askPatterns.map}?${pictureQuery(view, point)}`;
}

/** A page that many open, and that says nothing of what was open before. */
export const neutralPage = 'https://www.weather.com.cn/';
