/** The port of platform/mail.ts: one mail to one address, queued in the caller's transaction. */
import type { Outbox } from '#platform/mail.ts';
import { insertDirectMail } from './queries/direct-mail.ts';

export const outbox: Outbox = { queueMail: insertDirectMail };
