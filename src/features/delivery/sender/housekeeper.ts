/** Beside the sender: says that the worker lives, takes back stalled claims, settles what was stopped, finishes. */
import { hungTurns } from '#platform/loops.ts';
import { deadAfterSeconds, stalledAfterSeconds } from '../model.ts';
import { takeBackDirectMail } from '../queries/direct-mail.ts';
import { finishMessages, stoppingMessages } from '../queries/message-rows.ts';
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
  readonly #host: string;
  /** Since when the database has answered without a break, by the machine's own steady clock. */
  #goodSince: number | undefined;
  #interruption: { words: string; from: Date } | undefined;

  constructor(worker: Worker, host: string) {
    this.#worker = worker;
    this.#host = host;
  }

  /** The database was away: other workers had no chance to be seen either. */
  interrupted(words: string): void {
    this.#goodSince = undefined;
    this.#interruption ??= { words, from: this.#worker.now() };
  }

  async register(): Promise<void> {
    const { services } = this.#worker;
    // Those of this machine whose process is gone need not be waited for.
    for (const other of await workersOf(services.db, this.#host)) {
      if (other.id !== this.#worker.id && !runs(other.processId)) await removeWorker(services.db, other.id);
    }
    this.#worker.id = await registerWorker(services.db, this.#host, process.pid, this.#worker.now());
    services.log.debug({ worker: this.#worker.id }, 'sender registered');
  }

  async round(): Promise<void> {
    const worker = this.#worker;
    const { db, log } = worker.services;
    const now = worker.now();
    if (!(await seeWorker(db, worker.id, now, hungTurns().join('; ') || null))) await this.register();
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
      await removeDeadWorkers(db, new Date(now.getTime() - deadAfterSeconds * 1000));
    }
    const stalled = new Date(now.getTime() - stalledAfterSeconds * 1000);
    const taken = await takeBack(db, now, stalled);
    const mails = await takeBackDirectMail(db, stalled);
    if (taken.queued + taken.unknown + mails > 0) log.warn({ ...taken, mails }, 'took back stalled claims');
    for (const message of await stoppingMessages(db)) {
      while (!worker.stopping && (await settleStopped(db, message, worker.now(), 10_000)) > 0);
    }
    await finishMessages(db, now);
  }
}

function runs(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
