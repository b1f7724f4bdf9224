/** A request as GeoReport v2 shows it: what a handler let out, days instead of times, a point that is snapped. Pure. */
import type { State } from '../../model/state.ts';

/** GeoReport v2: "the first 1000 service requests", "a 90 day span". */
export const mostRequests = 1000;
export const longestSpanDays = 90;
/** Of `description`. */
export const longestDescription = 4000;

export interface ListedRequest {
  number: string;
  category: string;
  titles: Record<'zh-CN' | 'en', string>;
  /** None once the person has withdrawn it. */
  text: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  state: State;
  office: string | null;
  receivedOn: string;
  /** The last day on which something was done that is seen here. */
  updatedOn: string;
  dueOn: string | null;
}

export type OpenOrClosed = 'open' | 'closed';
export const openStates: readonly State[] = ['received', 'accepted'];

export function statusOf(state: State): OpenOrClosed {
  return openStates.includes(state) ? 'open' : 'closed';
}

/** `2026-11-20T00:00:00+08:00`: GeoReport asks for a time; here it is a day's first moment, whatever the hour was. */
export function dayAsTime(day: string, midnight: Date): string {
  const offset = Math.round((Date.parse(`${day}T00:00:00Z`) - midnight.getTime()) / 60_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(offset);
  return `${day}T00:00:00${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

export interface RequestWish {
  numbers: readonly string[];
  categories: readonly string[];
  status: OpenOrClosed | undefined;
  /** First and last day of the receipt. */
  from: string;
  to: string;
}
