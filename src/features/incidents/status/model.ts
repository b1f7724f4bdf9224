/** What the public page shows, as plain data: its status.json, and what it is rendered from while the database is away. */
import type { Language } from '#platform/i18n.ts';
import type { SchoolState } from '../model/incident.ts';
import type { Colour, Kind, Level } from '../model/kinds.ts';
import type { PublicText } from '../model/plan.ts';

export type PageTexts = Partial<Record<Language, PublicText>>;

export interface PageUpdate {
  /** `12` of the database, or the uuid of one written while it was away. */
  id: string;
  at: string;
  level: Level;
  texts: PageTexts;
}

export interface PageIncident {
  id: string;
  kind: Kind;
  level: Level;
  colour: Colour | null;
  exercise: boolean;
  state: 'running' | 'over' | 'mistaken';
  place: string;
  /** Where it is on the map, where the office shows that; absent else. `near`: what is near it, by name. */
  spot?: { latitude: number; longitude: number; metres: number; near: string | null };
  /** Names of the organisations that it touches. */
  places: string[];
  declaredAt: string;
  closedAt: string | null;
  nextUpdateAt: string | null;
  schools: { id: string; name: string; state: SchoolState; at: string }[];
  /** The newest first. */
  updates: PageUpdate[];
  /** The warning that was sent last. */
  warning: { id: string; expiresAt: string } | null;
  /** Absent in a page that an older release or the command line wrote. */
  questions?: PageQuestions;
  /** The last roll call; of a closed one the totals, where they are not too small to be shown. Absent: there was none. */
  rollCall?: { until: string } | { asked: number | null; answered: number | null };
}

/** What the public asked, and what was answered: the same answer for everybody, with its time. */
export interface PageQuestions {
  received: number;
  answered: number;
  waiting: number;
  /** Not answered one by one before the end. */
  ended: number;
  /** By reason. */
  declined: Record<string, number>;
  /** The newest answer first. */
  matters: {
    id: string;
    question: Partial<Record<Language, string>>;
    answer: Partial<Record<Language, string>>;
    at: string;
    /** When the answer was corrected the last time. */
    correctedAt: string | null;
  }[];
}

/** How often a roll call was opened in this term, and how often a class may be called. */
export interface PageRollCalls {
  since: string;
  real: number;
  exercise: number;
  mostReal: number;
  mostExercise: number;
}

/** What a rule of the district has put here by itself because somebody else has issued a warning. */
export interface PageNotice {
  id: string;
  texts: PageTexts;
  issuer: string;
  event: string;
  /** When the warning was issued, and where it can be read; may be empty. */
  issuedAt: string;
  web: string;
  shownAt: string;
  endsAt: string;
}

export interface StatusPage {
  version: 1;
  site: string;
  publicUrl: string;
  timeZone: string;
  /** Of the database, when it was written; what is written while it is away keeps the number. */
  revision: number;
  writtenAt: string;
  /** When a warning or a notice runs out: the page is written anew then. */
  changesAt: string | null;
  running: PageIncident[];
  /** Closed ones, the latest first. */
  past: PageIncident[];
  /** Absent in a folder that was written before there were any. */
  automatic?: PageNotice[];
  /** Each use of the emergency priority, the latest first; absent in what an older version wrote. */
  uses?: PageUse[];
  /** Absent in a page that an older release wrote. */
  rollCalls?: PageRollCalls;
}

export interface PageUse {
  at: string;
  /** Name of the school year in which it was. */
  year: string;
  incident: string;
  kind: Kind;
  word: 'alert' | 'update' | 'cancel';
  level: Level;
  exercise: boolean;
  office: string;
  /** People to whom it was handed over; null: still going out, or fewer than five (then `few`). */
  reached: number | null;
  few: boolean;
}

/** So many closed ones keep a page of their own and stand in the history. */
export const mostPast = 50;
export const shownPast = 5;
/** Of those for which the index has no room, so many as links. */
export const shownOthers = 20;
/** No page is larger, on a slow line and whatever happens at once. */
export const mostPageBytes = 30 * 1024;

/** How much of each incident the index shows; the page of each incident has all of it. */
export interface Room {
  /** So many incidents; the others as links. */
  incidents: number;
  /** Updates before the last one. */
  updates: number;
  schools: number;
  answers: number;
  /** Names of places. */
  places: number;
  /** Characters of a text. */
  text: number;
}

/** The first with which the index keeps to its size. Level and headline are never cut. */
export const rooms: readonly Room[] = [
  { incidents: 100, updates: 8, schools: 60, answers: 3, places: 100, text: 2000 },
  { incidents: 100, updates: 2, schools: 60, answers: 1, places: 10, text: 2000 },
  { incidents: 30, updates: 0, schools: 20, answers: 0, places: 10, text: 500 },
  { incidents: 10, updates: 0, schools: 10, answers: 0, places: 5, text: 250 },
  { incidents: 5, updates: 0, schools: 0, answers: 0, places: 3, text: 150 },
];
/** The page of alerts stays small: the latest, and how many there were each year. */
export const mostUses = 60;
/** Answers on the page of an incident; status.json has all. */
export const shownAnswers = 60;

export const indexFile = (language: Language): string => (language === 'en' ? 'en.html' : 'index.html');
/** `n`: where an incident has more to say than one page of 30 KB holds. */
export const incidentFile = (id: string, language: Language, n = 1): string =>
  `incident-${id}${n > 1 ? `-p${n}` : ''}${language === 'en' ? '.en' : ''}.html`;
export const historyFile = (language: Language): string => (language === 'en' ? 'history.en.html' : 'history.html');
export const usesFile = (language: Language): string => (language === 'en' ? 'alerts.en.html' : 'alerts.html');
export const alertFile = (id: number | string): string => `cap-${id}.xml`;
export const alertFeedFile = 'alerts.atom';
export const jsonFile = 'status.json';
export const feedFile = 'status.atom';
export const styleFile = 'status.css';
export const scriptFile = 'status.js';

/** The text for a reader, in their language or else in the one there is. */
export function textFor(texts: PageTexts, language: Language): { language: Language; text: PublicText } | undefined {
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  const own = texts[language];
  if (own) return { language, text: own };
  const there = texts[other];
  return there && { language: other, text: there };
}
