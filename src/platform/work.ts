/** Runs the queue's jobs, the cron and the features' loops in this process until told to stop. */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Job, Loop } from './jobs.ts';
import { forgetLoop, inTurn, reportLoop } from './loops.ts';
import { queueLogger } from './queue-logger.ts';
import type { Services } from './services.ts';

/** The longest job, an import of a million people, takes a quarter of an hour. */
const jobPatience = 3600 * 1000;

export interface Work {
  stop(): Promise<void>;
}

/** Starts everything that runs beside the pages. A job that fails is logged and tried again by the queue. */
export async function startWork(
  services: Services,
  pool: Pool,
  jobs: readonly Job[],
  loops: readonly Loop[],
  holdsJobsAs: (pool: string) => void = () => undefined,
): Promise<Work> {
  const taskList: TaskList = {};
  for (const job of jobs)
    taskList[job.name] = (payload) => inTurn(job.name, jobPatience, () => job.run(services, payload));
  const cron = jobs.flatMap((job) =>
    job.cron ? [{ task: job.name, match: job.cron, identifier: job.name, options: { maxAttempts: 3 } }] : [],
  );
  const begin = () => startQueue(services, pool, taskList, parseCronItems(cron), holdsJobsAs);
  let queue = await begin();
  reportLoop('jobs', null);
  const stopping = new AbortController();
  // The queue gives up by itself when it can't write down that a job is done, as after minutes without a database.
  const goOn = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const words = await queue.ended;
      if (stopping.signal.aborted) return;
      services.log.error({ trouble: words }, 'the job queue stopped; it is started anew');
      reportLoop('jobs', 'the job queue stopped and is started anew; see the log');
      const next = await patiently(begin, stopping.signal);
      if (!next) return;
      if (stopping.signal.aborted) return next.stop();
      // What the former one held is free again, else it would wait for hours.
      await pool
        .query('select graphile_worker.force_unlock_workers($1::text[])', [[queue.name]])
        .catch((error: unknown) => services.log.warn({ err: error }, 'jobs of the stopped queue are still locked'));
      queue = next;
      reportLoop('jobs', null);
    }
  };
  const going = goOn();
  const running = loops.map((loop) => loop.start(services));
  return {
    async stop() {
      stopping.abort();
      await Promise.all([...running.map((loop) => loop.stop()), queue.stop(), going]);
      for (const name of ['jobs', ...loops.map((loop) => loop.name)]) forgetLoop(name);
    },
  };
}

interface Queue {
  /** Under which name it holds jobs. */
  name: string;
  /** Why it ended; resolves also after `stop`. */
  ended: Promise<string>;
  stop(): Promise<void>;
}

async function startQueue(
  services: Services,
  pool: Pool,
  taskList: TaskList,
  parsedCronItems: ReturnType<typeof parseCronItems>,
  holdsJobsAs: (pool: string) => void,
): Promise<Queue> {
  // The name under which the queue notes who holds a job is known to its pool alone.
  const events: WorkerEvents = new EventEmitter();
  let name = '';
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id;
    holdsJobsAs(name);
  });
  const runner = await run({
    events,
    pgPool: pool,
    taskList,
    parsedCronItems,
    concurrency: 2,
    noHandleSignals: true,
    logger: queueLogger(services.log),
  });
  const ended = runner.promise.then(
    () => 'it ended',
    (error: unknown) => (error instanceof Error ? error.message.split('\n')[0] : '') || 'it failed',
  );
  return { name, ended, stop: () => runner.stop().catch(() => undefined) };
}

/** Tries each five seconds until it succeeds; undefined if it was told to stop before. */
async function patiently<T>(work: () => Promise<T>, stopped: AbortSignal): Promise<T | undefined> {
  while (!stopped.aborted) {
    await sleep(5_000, undefined, { signal: stopped }).catch(() => undefined);
    if (stopped.aborted) return undefined;
    try {
      return await work();
    } catch {
      // The loop's trouble is told already.
    }
  }
  return undefined;
}
