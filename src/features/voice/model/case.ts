/** A case and what belongs to it, as the rooms read it. Days are `YYYY-MM-DD`. */
import type { Kind, Way } from './kinds.ts';
import type { State } from './state.ts';

export interface Case {
  id: string;
  number: string;
  kind: Kind;
  category: string;
  way: Way;
  language: 'zh-CN' | 'en';
  /** What it is about. */
  organisationId: number | null;
  text: string | null;
  latitude: number | null;
  longitude: number | null;
  address: string | null;
  mayPublish: boolean;
  receivedOn: string;
  clock: string;
  clockVersion: number;
  state: State;
  /** Who handles it; none until it is assigned. */
  officeId: number | null;
  assignedOn: string | null;
  /** 0 the first handling, 1 the review, 2 the re-review. */
  round: number;
  acceptedOn: string | null;
  answeredOn: string | null;
  closedOn: string | null;
  dueOn: string | null;
  dueProvisional: boolean;
  extended: boolean;
  /** Until when the person may ask for the next round. */
  askUntil: string | null;
  mergedInto: string | null;
  settled: boolean | null;
  rating: number | null;
}

export interface Step {
  n: number;
  day: string;
  act: string;
  round: number;
  officeId: number | null;
  /** Of the office that did it. */
  office: string | null;
  accountId: number | null;
  reason: string | null;
  text: string | null;
}

export interface Message {
  n: number;
  day: string;
  fromPerson: boolean;
  text: string;
}

export interface Answer {
  n: number;
  round: number;
  day: string;
  text: string;
  /** The number of the one that it corrects, which stays visible. */
  corrects: number | null;
}
