/** Contact points that were turned off because what was sent there came back. */
import type { Language } from '#platform/i18n.ts';
import type { ContactKind } from '../model.ts';

/** Hours after which somebody is told: what turns out to be a provider's trouble is taken back before. */
export const settledHours = 2;
/** Local hour of the day in which class teachers get their mail. */
export const tellingHour = 7;
/** Contact points told of in one run; whatever is left waits for the next day. */
export const mostToldAtOnce = 20_000;

/** One guardian's contact point in the list of a class: never the address, which is the guardian's and the office's. */
export interface TurnedOff {
  pointId: number;
  guardianId: number;
  guardian: string;
  pupils: string[];
  classId: number;
  className: string;
  kind: ContactKind;
  since: Date;
  /** Another contact point of the guardian still works: nothing is lost meanwhile. */
  reachedOtherwise: boolean;
}

/** What one class teacher is told: how many families of which classes. */
export interface Told {
  personId: number;
  name: string;
  address: string;
  language: Language;
  classes: { name: string; school: string; families: number }[];
}

/** For a whole district the list is made from so many contact points, those that were turned off last. */
export const mostOfDistrict = 400;
