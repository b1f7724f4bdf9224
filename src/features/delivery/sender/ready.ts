/** Which messages have something to claim, taken in turn so that a small one never waits behind a large one. */

import { isQuiet } from '../model.ts';
import { type Ready, readyMessages } from '../queries/claims.ts';
import { localTime } from './quiet.ts';
import type { Worker } from './worker.ts';

const askEvery = 250;

export class ReadyMessages {
  readonly #worker: Worker;
  #list: Ready[] = [];
  #askedAt = 0;
  #asking: Promise<void> | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** The next message of the channel in turn, or undefined: there is nothing to do now. */
  async next(channel: number): Promise<Ready | undefined> {
    const { clock, config } = this.#worker.services;
    if (performance.now() - this.#askedAt >= askEvery) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await this.#asking;
    }
    if (!config.demo && isQuiet(localTime(clock.now(), config.timeZone), config.quietHours)) return undefined;
    const index = this.#list.findIndex((ready) => ready.channel === channel);
    if (index < 0) return undefined;
    const [ready] = this.#list.splice(index, 1) as [Ready];
    this.#list.push(ready);
    return ready;
  }

  /** Nothing more to claim there until it is asked again. */
  exhausted(ready: Ready): void {
    this.#list = this.#list.filter((other) => other !== ready);
  }

  async #ask(): Promise<void> {
    const found = await readyMessages(this.#worker.services.db, this.#worker.now());
    // Those known keep their turn, new ones come to the front: the first mail of a message leaves at once.
    const same = (a: Ready) => (b: Ready) => a.messageId === b.messageId && a.channel === b.channel;
    const known = this.#list.filter((ready) => found.some(same(ready)));
    this.#list = [...found.filter((ready) => !known.some(same(ready))), ...known];
    this.#askedAt = performance.now();
  }
}
