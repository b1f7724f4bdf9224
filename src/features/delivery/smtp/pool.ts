/** Several SMTP sessions that share one queue. */
import type { Mail, MailOutcome, SmtpOptions } from './outcome.ts';
import { SmtpSession } from './session.ts';

const idleMilliseconds = 10_000;
/** Sessions beyond the usual number, opened only for mail that goes ahead while all others hang. */
const spareSessions = 2;
/** A session that is well takes the next mail within this time. */
const hangMilliseconds = 500;
/** For this long no further session is opened after the server refused one while others were alive. */
const respectMilliseconds = 30_000;

interface Waiting {
  mail: Mail;
  settle: (outcome: MailOutcome) => void;
  mayBegin: () => boolean;
  ahead: boolean;
  /** Its session broke before it was handed over, once; the second time that is its outcome. */
  again?: boolean;
}

export class SmtpPool {
  readonly #options: SmtpOptions;
  readonly #size: number;
  readonly #queue: Waiting[] = [];
  /** Mail that goes ahead of the queue. */
  readonly #ahead: Waiting[] = [];
  #spare = 0;
  #spareRefusedUntil = 0;
  /** When a session last took what goes ahead. */
  #tookAheadAt = 0;
  #watch: NodeJS.Timeout | undefined;
  readonly #idle: SmtpSession[] = [];
  /** Sessions that are being opened or are sending. */
  #busy = 0;
  #closed = false;
  /** How many sessions the server has let us have at once. */
  #allowed: number;
  #sweep: NodeJS.Timeout | undefined;

  constructor(options: SmtpOptions, size: number) {
    this.#options = options;
    this.#size = size;
    this.#allowed = size;
  }

  /**
   * Sends the mails over as many sessions as there are; the outcomes stand in the same order. Never throws. A mail whose
   * turn comes when `mayBegin` says no is `late`: it may have waited long for a server that did not answer. What goes
   * `ahead` waits for no more than the mail that each session is at, nor for sessions that hang.
   */
  async send(mails: readonly Mail[], mayBegin: () => boolean = () => true, ahead = false): Promise<MailOutcome[]> {
    if (mails.length === 0) return [];
    const outcomes = new Array<MailOutcome>(mails.length);
    let left = mails.length;
    return new Promise((resolve) => {
      mails.forEach((mail, index) => {
        const settle = (outcome: MailOutcome) => {
          outcomes[index] = outcome;
          left -= 1;
          if (left === 0) resolve(outcomes);
        };
        (ahead ? this.#ahead : this.#queue).push({ mail, settle, mayBegin, ahead });
      });
      if (this.#closed) this.#refuseAll('the sender is stopping');
      this.#spread();
      if (ahead) this.#watchAhead();
    });
  }

  /** Gives back what has not been started, lets what is under way end, and closes all sessions. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#sweep);
    clearInterval(this.#watch);
    this.#refuseAll('the sender is stopping');
    for (const session of this.#idle.splice(0)) session.close();
  }

  #spread(): void {
    const wanted = Math.min(this.#allowed, this.#busy + this.#queue.length + this.#ahead.length);
    while (this.#busy < wanted) {
      this.#busy += 1;
      void this.#work().finally(() => {
        this.#busy -= 1;
        // What came in while this session was ending has nobody yet.
        if (this.#queue.length + this.#ahead.length > 0) this.#spread();
      });
    }
  }

  /** While something goes ahead: whether any session still takes it. */
  #watchAhead(): void {
    this.#tookAheadAt = performance.now();
    this.#watch ??= setInterval(() => {
      if (this.#ahead.length === 0 || this.#closed) {
        clearInterval(this.#watch);
        this.#watch = undefined;
      } else if (performance.now() - this.#tookAheadAt > hangMilliseconds) this.#openSpare();
    }, hangMilliseconds / 2).unref();
  }

  #openSpare(): void {
    while (this.#spare < spareSessions && performance.now() >= this.#spareRefusedUntil) {
      this.#spare += 1;
      void this.#work(true).finally(() => {
        this.#spare -= 1;
      });
    }
  }

  async #work(isSpare = false): Promise<void> {
    const session = this.#takeIdle() ?? (await this.#open(isSpare));
    if (!session) return;
    const pending = new Map<Mail, Waiting>();
    await session.deliver(
      () => {
        const waiting = this.#next(isSpare);
        if (waiting) pending.set(waiting.mail, waiting);
        return waiting?.mail;
      },
      (mail, outcome) => {
        // An idle session that the server has closed shows it only when it is used: that costs no mail its turn.
        if (outcome.kind === 'untried') return;
        pending.get(mail)?.settle(outcome);
        pending.delete(mail);
      },
    );
    for (const waiting of pending.values()) this.#onceMore(waiting);
    if (session.ended) return;
    if (this.#closed || isSpare) return session.close();
    this.#idle.push(session);
    this.#sweepLater();
  }

  #next(onlyAhead: boolean): Waiting | undefined {
    const take = () => this.#ahead.shift() ?? (onlyAhead ? undefined : this.#queue.shift());
    for (let waiting = take(); waiting; waiting = take()) {
      if (waiting.ahead) this.#tookAheadAt = performance.now();
      if (waiting.mayBegin()) return waiting;
      waiting.settle({ kind: 'late' });
    }
    return undefined;
  }

  async #open(isSpare: boolean): Promise<SmtpSession | undefined> {
    try {
      return await SmtpSession.open(this.#options);
    } catch (error) {
      if (isSpare) {
        this.#spareRefusedUntil = performance.now() + respectMilliseconds;
        return undefined;
      }
      // Another session may be alive (the server limits how many there are): then it takes the queue.
      if (this.#busy === 1) this.#refuseAll(error instanceof Error ? error.message : String(error));
      else this.#respect(this.#busy - 1);
      return undefined;
    }
  }

  #respect(sessions: number): void {
    this.#allowed = Math.min(this.#allowed, sessions);
    setTimeout(() => {
      this.#allowed = this.#size;
    }, respectMilliseconds).unref();
  }

  #takeIdle(): SmtpSession | undefined {
    for (let session = this.#idle.pop(); session; session = this.#idle.pop()) if (!session.ended) return session;
    return undefined;
  }

  #onceMore(waiting: Waiting): void {
    if (waiting.again || this.#closed) {
      waiting.settle({ kind: 'untried', error: 'the mail server closed the connection' });
      return;
    }
    waiting.again = true;
    (waiting.ahead ? this.#ahead : this.#queue).unshift(waiting);
  }

  #refuseAll(error: string): void {
    for (const waiting of [...this.#ahead.splice(0), ...this.#queue.splice(0)])
      waiting.settle({ kind: 'untried', error });
  }

  #sweepLater(): void {
    clearTimeout(this.#sweep);
    this.#sweep = setTimeout(() => {
      for (const session of this.#idle.splice(0)) session.close();
    }, idleMilliseconds);
    this.#sweep.unref();
  }
}
