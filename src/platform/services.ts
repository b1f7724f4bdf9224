/** What runs through the house: made once at the start, handed to handlers, jobs and loops. */
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database/connect.ts';
import type { LeaveOut, StandingLine } from './feature.ts';
import type { Language } from './i18n.ts';
import type { Log } from './log.ts';
import type { Outbox } from './mail.ts';
import type { Secrets } from './secrets.ts';

export interface Services {
  db: Database;
  config: Config;
  clock: Clock;
  log: Log;
  secrets: Secrets;
  outbox: Outbox;
  /** Who is left out of messages, by purpose (platform/feature.ts). */
  leaveOut: Readonly<Record<string, LeaveOut>>;
  /** Where personal links of a purpose lead, if not to notices (platform/feature.ts). */
  linkPaths?: Readonly<Record<string, (token: string) => string>>;
  /** Lines of all features for the operations page (Feature.standing). */
  standing?: (language: Language) => Promise<StandingLine[]>;
  /** The address of the owner's role, for backups. */
  ownerUrl?: string;
}
