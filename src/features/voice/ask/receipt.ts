/** The receipt code and its trace: an HMAC under a key that lies outside database and backup. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '#platform/secrets.ts';
import { numberFrom, receiptFrom } from '../model/receipt.ts';

/** A code that nobody had before. */
export function newReceipt(): string {
  return receiptFrom(randomBytes(15));
}

/**
 * The code of a form: the same form sent twice over a bad network opens the same case, and one proof of work brings one
 * case. `nonce` is 16 random bytes that stand in the form alone; without the key nobody makes a code of them.
 */
export function receiptOfForm(secrets: Secrets, nonce: string): string {
  const bytes = createHmac('sha256', secrets.deriveKey('voice/receipt-of-form')).update(nonce).digest();
  return receiptFrom(bytes.subarray(0, 15));
}

/** What is kept of a code. */
export function receiptTrace(secrets: Secrets, code: string): Buffer {
  return createHmac('sha256', secrets.deriveKey('voice/receipt')).update(code).digest();
}

/** A number that tells nothing. */
export function newNumber(): string {
  return numberFrom(randomBytes(8));
}
