/** The port through which features below delivery send mail to one address; delivery implements it. */
import type { Transaction } from './database/connect.ts';

export interface DirectMail {
  address: string;
  language: string;
  subject: string;
  text: string;
  html: string;
}

export interface Outbox {
  /** Queues one mail in the caller's transaction; a worker sends it afterwards. Nothing leaves inside a transaction. */
  queueMail(trx: Transaction, mail: DirectMail): Promise<void>;
}
