/** Whether a channel works: waits after trouble, and keeps what the operator sees up to date without a write a mail. */
import type { Services } from '#platform/services.ts';
import { addTally, noteError, noteSuccess } from '../queries/channels.ts';

const longestWait = 30_000;
const noteEvery = 1_000;
const tallyEvery = 10_000;

export class ChannelHealth {
  readonly #services: Services;
  readonly #id: number;
  readonly #name: string;
  #failures = 0;
  #until = 0;
  #notedSuccess = 0;
  #notedError = 0;
  #lastWords = '';
  #good = 0;
  #bad = 0;
  #talliedAt = 0;

  constructor(services: Services, id: number, name: string) {
    this.#services = services;
    this.#id = id;
    this.#name = name;
  }

  /** Milliseconds to wait before the next attempt; 0 where nothing is known to be wrong. */
  wait(now: Date): number {
    return Math.max(0, this.#until - now.getTime());
  }

  /** After trouble one row is tried before whole batches are claimed again. */
  get troubled(): boolean {
    return this.#failures > 0;
  }

  async worked(now: Date): Promise<void> {
    if (this.#failures > 0) this.#services.log.info({ channel: this.#name }, 'channel works again');
    this.#failures = 0;
    this.#until = 0;
    this.#lastWords = '';
    if (now.getTime() - this.#notedSuccess < noteEvery) return;
    this.#notedSuccess = now.getTime();
    await noteSuccess(this.#services.db, this.#id, now);
  }

  /** The channel as a whole failed: wait 1 s, doubled each time. */
  async failed(words: string, now: Date): Promise<void> {
    // Several lanes may come back from the same trouble: it counts once.
    if (this.#until > now.getTime()) return;
    this.#failures += 1;
    this.#until = now.getTime() + Math.min(1000 * 2 ** (this.#failures - 1), longestWait);
    if (words !== this.#lastWords)
      this.#services.log.warn({ channel: this.#name, trouble: words }, 'channel does not work');
    this.#lastWords = words;
    await noteError(this.#services.db, this.#id, words, now);
  }

  /** Counts what was taken and what was not, for the rate of errors. */
  count(good: number, bad: number): void {
    this.#good += good;
    this.#bad += bad;
  }

  /** Writes down what was counted, in a row of its own: senders don't wait for each other. */
  async tally(now: Date, atOnce = false): Promise<void> {
    if (this.#good + this.#bad === 0 || (!atOnce && now.getTime() - this.#talliedAt < tallyEvery)) return;
    const [good, bad] = [this.#good, this.#bad];
    this.#good = 0;
    this.#bad = 0;
    this.#talliedAt = now.getTime();
    await addTally(this.#services.db, this.#id, { at: now, good, bad });
  }

  /** Single recipients were refused: for the operator to see, no reason to wait. */
  async refusedSome(words: string, now: Date): Promise<void> {
    if (now.getTime() - this.#notedError < noteEvery) return;
    this.#notedError = now.getTime();
    await noteError(this.#services.db, this.#id, words, now);
  }
}
