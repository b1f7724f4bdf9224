/** Limits attempts by login, by account and by the client's address. */
import { createHmac } from 'node:crypto';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { type AttemptKind, attemptLimits, attemptWindowMs } from '../model.ts';
import { deleteAttempts, deleteOneAttempt, insertAttempts, lastAttempts, lockAttempts } from '../queries/attempts.ts';

export type AttemptSubject = Readonly<Partial<Record<AttemptKind, string>>>;

export interface Attempt {
  at: Date;
  subject: AttemptSubject;
}

/**
 * Takes one attempt before anything is checked. Counting first and writing down the failure afterwards would let a
 * hundred requests at once pass the same count. Returns the attempt, or the minutes to wait.
 */
export async function takeAttempt(
  services: Services,
  subject: AttemptSubject,
): Promise<{ attempt: Attempt } | { waitMinutes: number }> {
  const at = services.clock.now();
  const keys = keysOf(services, subject);
  return services.db.transaction().execute(async (trx) => {
    await lockAttempts(
      trx,
      keys.map((k) => k.key),
    );
    const since = new Date(at.getTime() - attemptWindowMs);
    let wait = 0;
    for (const { kind, key } of keys) {
      const limit = attemptLimits[kind];
      const times = await lastAttempts(trx, key, since, limit);
      const oldest = times[limit - 1];
      if (oldest) wait = Math.max(wait, oldest.getTime() + attemptWindowMs - at.getTime());
    }
    // Refused attempts are not counted: else whoever keeps trying would keep the owner out for ever.
    if (wait > 0) return { waitMinutes: Math.max(1, Math.ceil(wait / 60_000)) };
    await insertAttempts(
      trx,
      keys.map((k) => k.key),
      at,
    );
    return { attempt: { at, subject } };
  });
}

/** The attempt was right: the login's failures are forgotten, the address only gets this one back. */
export async function forgiveAttempt(trx: Transaction, services: Services, attempt: Attempt): Promise<void> {
  for (const { kind, key } of keysOf(services, attempt.subject)) {
    if (kind === 'address') await deleteOneAttempt(trx, key, attempt.at);
    else await deleteAttempts(trx, key);
  }
}

function keysOf(services: Services, subject: AttemptSubject): { kind: AttemptKind; key: Buffer }[] {
  const secret = services.secrets.deriveKey('sign-in-attempt');
  return (Object.entries(subject) as [AttemptKind, string][]).map(([kind, text]) => ({
    kind,
    key: createHmac('sha256', secret).update(`${kind}:${text.toLowerCase()}`).digest(),
  }));
}
