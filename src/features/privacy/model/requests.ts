/** What people ask about their data: states, deadlines. Pure. */

export const requestKinds = ['copy', 'erasure'] as const;
export type RequestKind = (typeof requestKinds)[number];
export type RequestState = 'open' | 'checked' | 'done' | 'declined' | 'withdrawn';

/** How the office made sure who is asking. */
export const checks = ['document', 'known', 'call_back'] as const;
export type Check = (typeof checks)[number];

export const acts = {
  check: { from: ['open'], to: 'checked' },
  finish: { from: ['checked'], to: 'done' },
  decline: { from: ['open', 'checked'], to: 'declined' },
  withdraw: { from: ['open', 'checked'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly RequestState[]; to: RequestState }>;

export function may(act: keyof typeof acts, state: RequestState): boolean {
  return (acts[act].from as readonly RequestState[]).includes(state);
}

export interface DataRequest {
  id: number;
  personId: number;
  kind: RequestKind;
  withChildren: boolean;
  askedThrough: 'link' | 'desk';
  askedOn: string;
  dueOn: string;
  dueProvisional: boolean;
  organisationId: number | null;
  reference: string | null;
  state: RequestState;
  checkedHow: Check | null;
  checkedBy: number | null;
  checkedAt: Date | null;
  decidedBy: number | null;
  decidedAt: Date | null;
  reason: string | null;
  linkUntil: Date | null;
}

export const erasureReasons = ['asked', 'purpose_ended', 'unlawful'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export interface ErasureRow {
  id: number;
  personId: number;
  requestId: number | null;
  reason: ErasureReason;
  marked: boolean;
  proposedBy: number;
  proposedAt: Date;
  confirmedBy: number | null;
  doneAt: Date | null;
  counts: Record<string, number>;
}

/** Handled within so many working days: the law says "in time" (PIPL Art. 50); this is what the office promises. */
export const workingDays = 15;

/** How long a one-time link to a copy is good. */
export const linkLifeMs = 72 * 3_600_000;

/** So many of one person wait at most: a link that went round is no way to fill the office's list. */
export const mostOpen = 3;
