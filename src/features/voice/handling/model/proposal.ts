/** What waits for a second person. */
import type { RedactionGround } from '../../model/reasons.ts';

export const proposalSorts = ['answer', 'extension', 'redaction'] as const;
export type ProposalSort = (typeof proposalSorts)[number];

export interface Proposal {
  sort: ProposalSort;
  revision: number;
  day: string;
  /** Everybody who had a hand in it. */
  writers: readonly number[];
  text: string;
  /** Of an extension: until when. */
  dueOn: string | null;
  /** Of a redaction: 0 the case's own text, else the message. */
  message: number | null;
  ground: RedactionGround | null;
}

/** Nobody looks a second time at what they have written themselves. */
export function maySecond(proposal: Pick<Proposal, 'writers'>, accountId: number): boolean {
  return !proposal.writers.includes(accountId);
}
