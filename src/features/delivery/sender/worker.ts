/** What the parts of a sending process share. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '#platform/services.ts';
import { batchSize, deadAfterSeconds, type SendingChannel, stalledAfterSeconds } from '../model.ts';
import { claimsPerWorker } from '../queries/recovery.ts';
import type { Mail, MailOutcome } from '../smtp/outcome.ts';
import type { ChannelHealth } from './channel-health.ts';
import type { DomainLimits, TokenBucket } from './limits.ts';
import type { ProviderStorms } from './storms.ts';
import type { Templates } from './templates.ts';

/** What the sender needs of SMTP; a bench gives it a channel that does nothing. */
export interface MailTransport {
  /** What `mayBegin` forbids when its turn comes is not sent; its outcome is `late`. `ahead`: before all that waits. */
  send(mails: readonly Mail[], mayBegin: () => boolean, ahead?: boolean): Promise<MailOutcome[]>;
  close(): void;
}

export interface MailSide {
  pool: MailTransport;
  from: string;
  bucket: TokenBucket;
  domains: DomainLimits;
  storms: ProviderStorms;
}

/** Before the others may take its claims back, a worker begins nothing any more. */
const marginSeconds = 5;

export class Worker {
  readonly services: Services;
  readonly stopped = new AbortController();
  readonly window = new Window(batchSize);
  /** Of alerts: they do not wait until what others have handed over is recorded. */
  readonly alertWindow = new Window(batchSize);
  /** Given by the database when the worker registers. */
  id = 0;
  /** Claims of batches that failed before anything was sent. */
  readonly interrupted: number[] = [];
  #batches = 0;
  /** When it was last seen by the others, by the machine's own steady clock. */
  #seenAt = Number.NEGATIVE_INFINITY;
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    services: Services,
    readonly templates: Templates,
    readonly health: Record<SendingChannel, ChannelHealth>,
    /** Undefined where no mail server is configured. */
    readonly mail: MailSide | undefined,
    readonly smsBucket: TokenBucket | undefined,
  ) {
    this.services = services;
  }

  get stopping(): boolean {
    return this.stopped.signal.aborted;
  }

  now(): Date {
    return this.services.clock.now();
  }

  /** The database has written down that this worker lives; `asked` is the moment before the question. */
  seen(asked: number): void {
    this.#seenAt = asked;
  }

  /**
   * Whether the others know that this worker lives. One that was cut off from the database knows by itself when they
   * will take its claims back, and stops beforehand; nothing is begun until it is seen again.
   */
  get respected(): boolean {
    return performance.now() - this.#seenAt < (deadAfterSeconds - marginSeconds) * 1000;
  }

  /**
   * Whether what was claimed at a moment of the steady clock may still be begun. Claims of before an absence are not: a
   * worker that was taken for dead comes back under another number.
   */
  holds(claim: number, claimedAt: number): boolean {
    const young = performance.now() - claimedAt < (stalledAfterSeconds - marginSeconds) * 1000;
    return young && this.respected && Math.floor(claim / claimsPerWorker) === this.id;
  }

  /** The rates of the settings are for the whole service: each of its sending processes takes its part. */
  share(processes: number): void {
    const part = 1 / Math.max(processes, 1);
    this.mail?.bucket.share(part);
    this.mail?.domains.share(part);
    this.smsBucket?.share(part);
  }

  /**
   * Claims, and does with the claim what may fail as long as nothing was sent. If it fails, the claim is let go of by
   * the housekeeper as soon as the database answers, instead of after two minutes.
   */
  async withClaim<T>(work: (claim: number) => Promise<T>): Promise<T> {
    this.#batches = (this.#batches + 1) % claimsPerWorker;
    const claim = this.id * claimsPerWorker + this.#batches;
    try {
      return await work(claim);
    } catch (error) {
      this.interrupted.push(claim);
      throw error;
    }
  }

  /** Work that goes on beside the rounds; a failure of it is logged, because nobody awaits it. */
  track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) =>
        this.services.log.error({ err: error }, 'a batch was not recorded; its claim is taken back'),
      )
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Tells the operator and the channel's health how a batch went. */
  async note(
    channel: SendingChannel,
    seen: { delivered: number; trouble: string; refused: string },
    what: Record<string, number>,
  ): Promise<void> {
    const health = this.health[channel];
    const { log } = this.services;
    log.debug({ channel, ...what, delivered: seen.delivered }, 'batch');
    try {
      const all = Math.max(...Object.entries(what).map(([key, n]) => (key === 'message' ? 0 : n)));
      health.count(seen.delivered, seen.refused || seen.trouble ? Math.max(0, all - seen.delivered) : 0);
      await health.tally(this.now());
      if (seen.refused) await health.refusedSome(seen.refused, this.now());
      if (seen.trouble) await health.failed(seen.trouble, this.now());
      else if (seen.delivered > 0) await health.worked(this.now());
    } catch (error) {
      log.warn({ err: error }, 'cannot note how the channel works');
    }
  }

  /** Waits, or returns early when the worker stops. */
  async rest(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}

/**
 * How many mails may be handed over and not yet recorded, over all lanes of the process: this is the most that can
 * leave twice when it is killed.
 */
export class Window {
  #free: number;
  readonly #waiting: { count: number; go: () => void }[] = [];

  constructor(size: number) {
    this.#free = size;
  }

  async enter(count: number): Promise<void> {
    if (this.#waiting.length === 0 && this.#free >= count) {
      this.#free -= count;
      return;
    }
    await new Promise<void>((go) => this.#waiting.push({ count, go }));
  }

  leave(count: number): void {
    this.#free += count;
    for (let first = this.#waiting[0]; first && this.#free >= first.count; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= first.count;
      first.go();
    }
  }
}
