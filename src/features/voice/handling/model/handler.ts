/** Who looks at cases, and which they may see. SQL says the same in queries/scope.ts; this is what both mean. */
import type { Reach } from '#platform/access.ts';

export interface Handler {
  accountId: number;
  /** Offices whose cases they handle. */
  reach: Reach;
  /** Sees what nobody has yet, and says whose it is. */
  assigns: boolean;
  /** Paths of the organisations that are their own: where they are employed or hold the role. */
  own: readonly string[];
  /** Ombudsperson: cases that complain of the district as a whole, which nobody inside it may handle. */
  above: boolean;
  today: string;
}
