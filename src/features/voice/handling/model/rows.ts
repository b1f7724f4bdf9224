/** Rows of the desk. */
import type { Kind } from '../../model/kinds.ts';
import { type State, states } from '../../model/state.ts';
import type { ProposalSort } from './proposal.ts';

export interface CaseRow {
  id: string;
  number: string;
  kind: Kind;
  category: string;
  titles: Record<string, string>;
  state: State;
  round: number;
  receivedOn: string;
  dueOn: string | null;
  dueProvisional: boolean;
  office: string | null;
  organisation: string | null;
  proposals: (ProposalSort | 'publication')[];
}

/** `open`: what somebody has to do something about. */
export const stateFilters = ['open', 'all', ...states] as const;
export type StateFilter = (typeof stateFilters)[number];
export const dueFilters = ['late', 'soon'] as const;
export type DueFilter = (typeof dueFilters)[number] | '';

export interface ListWish {
  state: StateFilter;
  due: DueFilter;
  kind: string;
  category: string;
  /** An office's id, `none` for what nobody has, or empty. */
  office: string;
  today: string;
  after: { day: string; id: string } | undefined;
  limit: number;
}

export interface DeskCounts {
  late: number;
  soon: number;
  unassigned: number;
  toAccept: number;
  toSecond: number;
  replied: number;
  /** Cases in which they have set themselves a task that is not done. */
  tasks: number;
}

export interface Memo {
  n: number;
  day: string;
  accountId: number;
  text: string;
}

export interface Task {
  id: string;
  text: string;
  dueOn: string;
  accountId: number;
  doneOn: string | null;
}

export interface Accused {
  id: string;
  /** Gone once it was unfounded. */
  name: string | null;
  position: string | null;
  accountId: number | null;
  statement: string | null;
  heardOn: string | null;
  outcome: 'founded' | 'unfounded' | null;
}
