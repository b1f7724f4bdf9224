/**
 * Who comes in when very many ask. Everything lives in this process's memory and is forgotten after ten minutes; where
 * somebody comes from is a hash under a key that nobody keeps (platform/http/unnamed.ts).
 */
import { AskLimit } from '#platform/http/ask-limit.ts';

/** A phone of ten years ago takes some seconds for the first, and under a minute for the last. */
const easiest = 17;
const hardest = 21;
/** So many a minute are usual: each doubling makes the work twice as hard. */
const usualPerMinute = 30;

export class Floodgate {
  /** With the work done. A school's network is one address for many. */
  readonly #worked = new AskLimit(20, 3000);
  readonly #unworked = new AskLimit(3, 60);
  /** Files are opened and written anew, which takes time. */
  readonly #files = new AskLimit(12, 200);
  /** Codes are too long to guess; this only keeps it from being tried all day. None over all: nobody is held up by others. */
  readonly #looks = new AskLimit(60, Number.POSITIVE_INFINITY);
  /** Of a program that reports for many: it did no work, but somebody answers for its key. */
  readonly #keys = new AskLimit(120, 600);
  #minute = 0;
  #now = 0;
  #before = 0;

  /** How hard the work is now. Each form that comes in counts, whatever becomes of it. */
  bits(now: number): number {
    this.#turn(now);
    const load = Math.max(this.#now, this.#before);
    const harder = load <= usualPerMinute ? 0 : Math.ceil(Math.log2(load / usualPerMinute));
    return Math.min(hardest, easiest + harder);
  }

  /** A form came in. */
  arrived(now: number): void {
    this.#turn(now);
    this.#now += 1;
  }

  admits(sender: string, worked: boolean, now: number): boolean {
    return (worked ? this.#worked : this.#unworked).allow(sender, now);
  }

  admitsFiles(sender: string, now: number): boolean {
    return this.#files.allow(sender, now);
  }

  /** `key`: the number of an API key. */
  admitsKey(key: number, now: number): boolean {
    return this.#keys.allow(String(key), now);
  }

  mayLook(sender: string, now: number): boolean {
    return this.#looks.allow(sender, now);
  }

  #turn(now: number): void {
    const minute = Math.floor(now / 60_000);
    if (minute === this.#minute) return;
    this.#before = minute === this.#minute + 1 ? this.#now : 0;
    this.#now = 0;
    this.#minute = minute;
  }
}
