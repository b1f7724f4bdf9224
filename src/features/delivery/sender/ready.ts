/**
 * Which messages have something to claim: alerts of incidents before all others, at any hour; then roll calls; the others in turn, so
 * that a small one never waits behind a large one, and not in the quiet hours.
 */

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
  /** Something has changed since the list was asked for. */
  #stale = false;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** The next message of the channel, or undefined: there is nothing to do now. Some lanes are for alerts only. */
  async next(channel: number, only?: 'alerts'): Promise<Ready | undefined> {
    if (this.#stale || performance.now() - this.#askedAt >= askEvery) {
      this.#asking ??= this.#ask().finally(() => {
        this.#asking = undefined;
      });
      await this.#asking;
    }
    const alert = this.#list.findIndex((ready) => ready.channel === channel && ready.alert);
    const ordinary = alert >= 0 || only || this.#isQuiet() ? -1 : this.#ordinary(channel);
    const index = Math.max(alert, ordinary);
    if (index < 0) return undefined;
    const [ready] = this.#list.splice(index, 1) as [Ready];
    this.#list.push(ready);
    return ready;
  }

  /** Of what is no alert, a roll call first: it does not wait behind a notice to a whole city. */
  #ordinary(channel: number): number {
    const soon = this.#list.findIndex((ready) => ready.channel === channel && ready.soon);
    return soon >= 0 ? soon : this.#list.findIndex((ready) => ready.channel === channel);
  }

  /** Whether an alert waits for the channel: whatever else is claimed gives way. */
  alertWaits(channel: number): boolean {
    return this.#list.some((ready) => ready.channel === channel && ready.alert);
  }

  /** An alert has got recipients: its first lane need not wait until it is asked by the clock. */
  changed(): void {
    this.#stale = true;
  }

  #isQuiet(): boolean {
    const { clock, config } = this.#worker.services;
    return !config.demo && isQuiet(localTime(clock.now(), config.timeZone), config.quietHours);
  }

  /** Nothing more to claim there until it is asked again. */
  exhausted(ready: Ready): void {
    this.#list = this.#list.filter((other) => other !== ready);
  }

  async #ask(): Promise<void> {
    this.#stale = false;
    const found = await readyMessages(this.#worker.services.db, this.#worker.now());
    // Those known keep their turn, new ones come to the front: the first mail of a message leaves at once.
    const same = (a: Ready) => (b: Ready) => a.messageId === b.messageId && a.channel === b.channel;
    const known = this.#list.filter((ready) => found.some(same(ready)));
    this.#list = [...found.filter((ready) => !known.some(same(ready))), ...known];
    this.#askedAt = performance.now();
  }
}
