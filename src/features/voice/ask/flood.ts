/**
 * Who comes in when very many ask. Everything lives in this process's memory and is forgotten after ten minutes; where
 * somebody comes from is a hash under a key that nobody keeps (platform/http/unnamed.ts). Nothing is shared with other
 * processes but their number: a common table would keep, hour by hour, that somebody writes (docs/decisions/0046).
 */
import { AskLimit } from '#platform/http/ask-limit.ts';

/** A phone of ten years ago takes some seconds for the first, and under a minute for the last. */
const easiest = 17;
const hardest = 21;
/** A text of the longest sort with all fields around it; whatever is larger brings files. */
const smallForm = 160 * 1024;
/** Forms with files that are read at the same time: of all, and of one sender. It bounds the memory. */
const mostInFlight = 192 * 1024 * 1024;
const mostOfOne = 64 * 1024 * 1024;
/** Of forms with files, in ten minutes, of all: what is stored of them is half of it at most, so that the disk lasts. */
const mostBytes = 1024 * 1024 * 1024;
/** A form that is sent again over a bad network; more often it is no network. */
const mostRepeats = 5;
const windowMs = 10 * 60_000;
/** So many forms in ten seconds are no usual day any more: then what did no work is answered shortly. */
const crowdForms = 100;
const crowdMs = 10_000;
/** And forms with files are read one by one, so far apart at least: three megabytes cost as much as a hundred texts. */
const crowdFileMs = 2000;
/**
 * So many cases a minute with the work done are usual: each doubling makes the work twice as hard. What did no work makes it no
 * harder: else whoever sends anything at all could hold up old phones.
 */
const usualPerMinute = 30;
const windowMinutes = windowMs / 60_000;

export class Floodgate {
  /** With the work done. A school's network is one address for many. */
  readonly #worked = new AskLimit(20, 3000);
  readonly #unworked = new AskLimit(3, 60);
  /** Files are opened and written anew, which takes time. */
  readonly #files = new AskLimit(12, 200);
  /** Forms with files, before anything of them is read. Each case with files sends them twice at least. */
  readonly #large = new AskLimit(40, 400);
  #bytes = 0;
  #bytesSince = Number.NEGATIVE_INFINITY;
  #largeAt = Number.NEGATIVE_INFINITY;
  #inFlight = 0;
  #inFlightOf = new Map<string, number>();
  /** Forms that were let in, by their nonce: one proof of work takes one place, however often it is sent. */
  #spent = new Map<string, number>();
  #spentSince = Number.NEGATIVE_INFINITY;
  /** Those of them that did the work. */
  #workedInWindow = 0;
  #processes = 1;
  #countedAt = Number.NEGATIVE_INFINITY;
  /** Codes are too long to guess; this only keeps it from being tried all day. None over all: nobody is held up by others. */
  readonly #looks = new AskLimit(60, Number.POSITIVE_INFINITY);
  /** Of a program that reports for many: it did no work, but somebody answers for its key. */
  readonly #keys = new AskLimit(120, 600);
  #span = 0;
  #minute = 0;
  #now = 0;
  #before = 0;
  #formsNow = 0;
  #formsBefore = 0;

  /** How hard the work is now: by the busier one of this minute and the one before, or by all since the window began. */
  bits(now: number): number {
    this.#turn(now);
    const load = Math.max(this.#now, this.#before, this.#workedInWindow / windowMinutes);
    const harder = load <= usualPerMinute ? 0 : Math.ceil(Math.log2(load / usualPerMinute));
    return Math.min(hardest, easiest + harder);
  }

  /** Any form of these pages came in. */
  came(now: number): void {
    this.#turn(now);
    this.#formsNow += 1;
  }

  crowded(now: number): boolean {
    this.#turn(now);
    return Math.max(this.#formsNow, this.#formsBefore) > crowdForms;
  }

  /** `nonce`: of the form's challenge, which is ours and has come of age. */
  admits(sender: string, worked: boolean, now: number, nonce: string): boolean {
    this.#turn(now);
    const times = this.#spent.get(nonce) ?? 0;
    if (times > mostRepeats) return false;
    const limit = worked ? this.#worked : this.#unworked;
    if (times === 0 && !limit.allow(sender, now, this.#share(limit.mostOfAll))) return false;
    this.#spent.set(nonce, times + 1);
    if (worked && times === 0) {
      this.#now += 1;
      this.#workedInWindow += 1;
    }
    return true;
  }

  /**
   * Whether a form of this size may be read: a small one always, one with files while there is room. The answer gives the
   * room back. `length` undefined: whoever sends doesn't say, so it is taken for the largest.
   */
  mayRead(sender: string, length: number | undefined, largest: number, now: number): (() => void) | undefined {
    if (length !== undefined && length <= smallForm) return () => undefined;
    if (this.crowded(now) && now - this.#largeAt < crowdFileMs) return undefined;
    const size = length ?? largest;
    const ofSender = this.#inFlightOf.get(sender) ?? 0;
    if (this.#inFlight + size > mostInFlight || ofSender + size > mostOfOne) return undefined;
    if (isOver(this.#bytesSince, now)) {
      this.#bytes = 0;
      this.#bytesSince = now;
    }
    if (this.#bytes + size > this.#share(mostBytes)) return undefined;
    if (!this.#large.allow(sender, now, this.#share(this.#large.mostOfAll))) return undefined;
    this.#largeAt = now;
    this.#bytes += size;
    this.#inFlight += size;
    this.#inFlightOf.set(sender, ofSender + size);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#inFlight -= size;
      const left = (this.#inFlightOf.get(sender) ?? 0) - size;
      if (left > 0) this.#inFlightOf.set(sender, left);
      else this.#inFlightOf.delete(sender);
    };
  }

  /** Whether it is time to count the processes among which the limits over all are shared: once a minute. */
  counts(now: number): boolean {
    if (now >= this.#countedAt && now - this.#countedAt < 60_000) return false;
    this.#countedAt = now;
    return true;
  }

  shareAmong(processes: number): void {
    this.#processes = Math.max(1, processes);
  }

  #share(most: number): number {
    return Number.isFinite(most) ? Math.max(1, Math.floor(most / this.#processes)) : most;
  }

  admitsFiles(sender: string, now: number): boolean {
    return this.#files.allow(sender, now, this.#share(this.#files.mostOfAll));
  }

  /** `key`: the number of an API key. */
  admitsKey(key: number, now: number): boolean {
    return this.#keys.allow(String(key), now, this.#share(this.#keys.mostOfAll));
  }

  mayLook(sender: string, now: number): boolean {
    return this.#looks.allow(sender, now);
  }

  #turn(now: number): void {
    // A clock that was set back would hold files off for as long as it was wrong.
    if (now < this.#largeAt) this.#largeAt = Number.NEGATIVE_INFINITY;
    if (isOver(this.#spentSince, now)) {
      this.#spent = new Map();
      this.#spentSince = now;
      this.#workedInWindow = 0;
    }
    const span = Math.floor(now / crowdMs);
    if (span !== this.#span) {
      this.#formsBefore = span === this.#span + 1 ? this.#formsNow : 0;
      this.#formsNow = 0;
      this.#span = span;
    }
    const minute = Math.floor(now / 60_000);
    if (minute === this.#minute) return;
    this.#before = minute === this.#minute + 1 ? this.#now : 0;
    this.#now = 0;
    this.#minute = minute;
  }
}

/** A window is over after its time, and when the clock was set back behind it. */
function isOver(since: number, now: number): boolean {
  return now < since || now - since >= windowMs;
}
