/** What a merge moves. */

/** Numbers of rows, so that exactly these go back. */
export interface Moved {
  memberships: number[];
  guardianships: number[];
  contacts: number[];
  /** Both had the same: the other's ended. */
  endedMemberships: number[];
  endedGuardianships: number[];
  /** The kept one's contact points that took over a bounce or an opt-out. */
  optedOut: number[];
  /** The kept record had no id in the roster and took the other's. */
  sourceId: string | null;
}

export interface MergeCandidate {
  id: number;
  name: string;
  /** Where the person belongs. */
  place: string | null;
  guardianOf: string[];
  /** Has a contact point with the same address. */
  sharesContact: boolean;
  staff: boolean;
}

export interface MergePreview {
  memberships: number;
  guardianships: number;
  contacts: number;
  doubles: number;
}
