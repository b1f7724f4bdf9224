/** A warning of others at the desk: states, and what the page shows of one by itself. Pure. */
import { type Kind, kindNames } from '../../model/kinds.ts';
import type { PublicTexts } from '../../model/plan.ts';
import type { CapMessage } from './message.ts';
import type { Severity } from './severity.ts';
import type { Signed } from './signature.ts';

/** new → taken (an incident was declared from it), dismissed (with a reason; may be brought back), settled (followed). */
export const warningStates = ['new', 'taken', 'dismissed', 'settled'] as const;
export type WarningState = (typeof warningStates)[number];

export interface Warning extends Signed {
  id: number;
  feedId: number;
  feed: string;
  sender: string;
  identifier: string;
  sentAt: Date;
  msgType: 'Alert' | 'Update' | 'Cancel';
  status: 'Actual' | 'Exercise';
  scope: CapMessage['scope'];
  severity: Severity;
  kind: Kind | null;
  content: CapMessage;
  href: string;
  receivedAt: Date;
  endsAt: Date;
  state: WarningState;
  reason: string;
  decidedBy: number | null;
  decidedAt: Date | null;
  incidentId: number | null;
  followedBy: number | null;
  /** Of the one that has taken its place. */
  followedType: 'Update' | 'Cancel' | null;
  /** Of the certificate by which its signature holds, or would: whose it is, empty for a bare key, and its hash. */
  signer: string | null;
  signerHash: string | null;
}

/** Lists of the desk. `open`: new ones still in force; `ended`: nobody decided before they ran out or were followed. */
export const warningLists = ['open', 'taken', 'dismissed', 'ended'] as const;
export type WarningList = (typeof warningLists)[number];

/** Kinds that no warning of others is ever taken for: no rule may speak of them by itself, whatever a form sends. */
const never: readonly Kind[] = ['attack', 'missing', 'building'];
export const kindsOfRules: readonly Kind[] = kindNames.filter((kind) => !never.includes(kind));

/** From where a warning must come that shows something by itself: a pinned site, a pinned signer, or both. */
export const ruleDemands = ['origin', 'signature', 'both'] as const;
export type RuleDemand = (typeof ruleDemands)[number];

export type RuleState = 'proposed' | 'active' | 'ended';

export interface Rule {
  id: number;
  feedId: number;
  kinds: readonly Kind[];
  leastSeverity: Severity;
  /** Beyond the feed's own area: names of places of which one must stand in the text of an area; none: all. */
  words: readonly string[];
  texts: Partial<PublicTexts>;
  cooldownMinutes: number;
  demands: RuleDemand;
  state: RuleState;
  madeBy: number;
  madeAt: Date;
  confirmedBy: number | null;
  confirmedAt: Date | null;
  endedBy: number | null;
  endedAt: Date | null;
}

export const cooldowns = [30, 60, 120, 360, 720, 1440] as const;
export const longestReason = 300;

/** A notice that a rule has put on the public page. */
export interface AutomaticNotice {
  id: number;
  ruleId: number;
  warningId: number;
  texts: Partial<PublicTexts>;
  shownAt: Date;
  endsAt: Date;
  issuer: string;
  event: string;
  web: string;
  sentAt: Date;
}
