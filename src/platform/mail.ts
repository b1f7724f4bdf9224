/** The port through which features below delivery send mail to one address; delivery implements it. */
import type { Transaction } from './database/connect.ts';

export interface DirectMail {
  address: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** Where it can be stopped with one click (RFC 8058), for what somebody follows. Once it has left, such a mail is forgotten. */
  unsubscribe?: string;
}

/** A text message to one number, by a template that the gateway has approved, with short variables. */
export interface DirectText {
  number: string;
  language: string;
  subject: string;
  /** The whole text, for gateways that send any. */
  body: string;
  template: string;
  variables: Record<string, string>;
  /** It is not sent after. */
  goodUntil: Date;
}

export interface Outbox {
  /** Queues one mail in the caller's transaction; a worker sends it afterwards. Nothing leaves inside a transaction. */
  queueMail(trx: Transaction, mail: DirectMail): Promise<void>;
  /** Takes back what waits under this address for unsubscribing. What is leaving at this moment leaves. */
  dropMails(trx: Transaction, unsubscribe: string): Promise<void>;
  /** The same for a text message. The caller has checked that a gateway is set up. */
  queueText(trx: Transaction, text: DirectText): Promise<void>;
}
