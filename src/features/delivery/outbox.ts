/** The port of platform/mail.ts: one mail or text message to one person, queued in the caller's transaction. */
import type { Outbox } from '#platform/mail.ts';
import { deleteWaiting, insertDirectMail } from './queries/direct-mail.ts';
import { insertDirectText } from './queries/direct-text.ts';

export const outbox: Outbox = {
  queueMail: insertDirectMail,
  dropMails: deleteWaiting,
  queueText: insertDirectText,
};
