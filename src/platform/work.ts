/** Runs the queue's jobs, the cron and the features' loops in this process until told to stop. */
import { parseCronItems, run, type TaskList } from 'graphile-worker';
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
): Promise<Work> {
  const taskList: TaskList = {};
  for (const job of jobs)
    taskList[job.name] = (payload) => inTurn(job.name, jobPatience, () => job.run(services, payload));
  const cron = jobs.flatMap((job) =>
    job.cron ? [{ task: job.name, match: job.cron, identifier: job.name, options: { maxAttempts: 3 } }] : [],
  );
  const runner = await run({
    pgPool: pool,
    taskList,
    parsedCronItems: parseCronItems(cron),
    concurrency: 2,
    noHandleSignals: true,
    logger: queueLogger(services.log),
  });
  reportLoop('jobs', null);
  runner.promise.catch((error: unknown) => {
    services.log.error({ err: error }, 'the job queue stopped');
    reportLoop('jobs', 'the job queue stopped; see the log');
  });
  const running = loops.map((loop) => loop.start(services));
  return {
    async stop() {
      await Promise.all([...running.map((loop) => loop.stop()), runner.stop()]);
      for (const name of ['jobs', ...loops.map((loop) => loop.name)]) forgetLoop(name);
    },
  };
}
