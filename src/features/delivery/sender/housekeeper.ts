/** Beside the sender: says that the worker lives, takes back stalled claims, settles what was stopped, finishes. */

import { hungTurns } from '#platform/loops.ts';
import { machine, place, runsHere } from '#platform/place.ts';
import { tellFinished } from '../actions/finished.ts';
import { deadAfterSeconds, stalledAfterSeconds } from '../model.ts';
import { takeBackDirectMail } from '../queries/direct-mail.ts';
import { settleLateTexts } from '../queries/direct-text.ts';
import { endAlerts, finishMessages, stoppingMessages } from '../queries/message-rows.ts';
import {
  noteInterruption,
  registerWorker,
  releaseClaims,
  removeDeadWorkers,
  removeWorker,
  seeWorker,
  settleStopped,
  takeBack,
  workersOf,
} from '../queries/recovery.ts';
import type { Worker } from './worker.ts';

export class Housekeeper {
  readonly #worker: Worker;
  /** Since when the database has answered without a break, by the machine's own steady clock. */
  #goodSince: number | undefined;
  #interruption: { words: string; from: Date } | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** The database was away: other workers had no chance to be seen either. */
  interrupted(words: string): void {
    this.#goodSince = undefined;
    this.#interruption ??= { words, from: this.#worker.now() };
  }

  async register(): Promise<void> {
    const { services } = this.#worker;
    // Those of this machine whose process is gone need not be waited for.
    for (const other of await workersOf(services.db, machine)) {
      if (other.id !== this.#worker.id && !runsHere(other.processId)) await removeWorker(services.db, other.id);
    }
    const asked = performance.now();
    this.#worker.id = await registerWorker(services.db, place());
    this.#worker.seen(asked);
    services.log.debug({ worker: this.#worker.id }, 'sender registered');
  }

  async round(): Promise<void> {
    const worker = this.#worker;
    const { db, log } = worker.services;
    const now = worker.now();
    await this.#beSeen();
    if (this.#interruption) {
      const { words, from } = this.#interruption;
      await noteInterruption(db, worker.id, words, from, now);
      this.#interruption = undefined;
    }
    const interrupted = worker.interrupted.splice(0);
    if (interrupted.length > 0) {
      await releaseClaims(db, interrupted).catch((error: unknown) => {
        worker.interrupted.push(...interrupted);
        throw error;
      });
    }
    this.#goodSince ??= performance.now();
    if (performance.now() - this.#goodSince >= deadAfterSeconds * 1000) {
      worker.share(await removeDeadWorkers(db, deadAfterSeconds));
    }
    const taken = await takeBack(db, now, stalledAfterSeconds);
    const mails = await takeBackDirectMail(db, stalledAfterSeconds);
    await settleLateTexts(db, now, stalledAfterSeconds);
    if (taken.queued + taken.unknown + mails > 0) log.warn({ ...taken, mails }, 'took back stalled claims');
    await endAlerts(db, now);
    for (const message of await stoppingMessages(db)) {
      while (!worker.stopping && (await settleStopped(db, message, worker.now(), 10_000)) > 0) await this.#beSeen();
    }
    for (const health of Object.values(worker.health)) await health.tally(now);
    await db.transaction().execute(async (trx) => {
      for (const message of await finishMessages(trx, now)) await tellFinished(trx, message, now);
    });
  }

  /** What this process claims is respected from the moment of the question, not of its answer. */
  async #beSeen(): Promise<void> {
    const worker = this.#worker;
    const asked = performance.now();
    if (await seeWorker(worker.services.db, worker.id, hungTurns().join('; ') || null)) worker.seen(asked);
    else await this.register();
  }
}
