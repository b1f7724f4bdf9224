/** What pages of the public side show of a case: nothing of those who handle it. */
import type { Kind } from '../../model/kinds.ts';
import type { State } from '../../model/state.ts';

export interface ShownCase {
  number: string;
  kind: Kind;
  text: string | null;
  address: string | null;
  receivedOn: string;
  state: State;
  dueOn: string | null;
  dueProvisional: boolean;
}

export interface ShownStep {
  day: string;
  act: string;
  /** The name of the office that did it. */
  office: string | null;
  /** A code of model/reasons.ts. */
  reason: string | null;
  text: string | null;
}

export interface ShownMessage {
  n: number;
  day: string;
  fromPerson: boolean;
  text: string;
}
