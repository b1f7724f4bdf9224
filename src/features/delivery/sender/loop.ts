/** The long-running part of delivery: expander, lanes of each channel and housekeeper, side by side in one process. */
import type { Loop } from '#platform/jobs.ts';
import { inTurn, reportLoop } from '#platform/loops.ts';
import type { Services } from '#platform/services.ts';
import { channels } from '../model.ts';
import { removeWorker } from '../queries/recovery.ts';
import { openGateway } from '../sms/gateway.ts';
import { smtpOptions } from '../smtp/outcome.ts';
import { SmtpPool } from '../smtp/pool.ts';
import { ChannelHealth } from './channel-health.ts';
import { digestRound } from './digest.ts';
import { directRound } from './direct.ts';
import { directTextRound } from './direct-text.ts';
import { emailRound, Pace } from './email.ts';
import { expandRound } from './expander.ts';
import { Housekeeper } from './housekeeper.ts';
import { DomainLimits, TokenBucket } from './limits.ts';
import { pushRound } from './push.ts';
import { ReadyMessages } from './ready.ts';
import { smsRound } from './sms.ts';
import { ProviderStorms } from './storms.ts';
import { Templates } from './templates.ts';
import { type MailSide, type MailTransport, Worker } from './worker.ts';

const name = 'delivery';
const emailLanes = 3;
/** Lanes that take alerts of incidents only, so that one is free whatever the others are at. */
const alertLanes = { email: 2, sms: 4, push: 2 } as const;
const expandEvery = 250;
const expandAlertsEvery = 100;
const housekeepEvery = 1_000;
/** A turn that takes longer hangs: sixty rounds of the housekeeper; a lane waits for slow servers, minutes at most. */
const turnPatience = { expander: 120_000, housekeeper: 60_000, lane: 600_000 } as const;
/** On stopping, what is under way gets this long. */
const patience = 7_000;

export const deliveryLoop: Loop = { name, start: (services) => startDelivery(services) };

/** Starts sending, over SMTP or what a bench gives instead; `stop` lets go of what is under way and resolves when nothing runs any more. */
export function startDelivery(services: Services, transport?: MailTransport): { stop(): Promise<void> } {
  const worker = makeWorker(services, transport);
  const housekeeper = new Housekeeper(worker);
  const messages = new ReadyMessages(worker);
  const { mail } = worker;
  const sms = services.config.sms && openGateway(services.config.sms);
  const ready = registered(worker, housekeeper);
  const run = (part: keyof typeof turnPatience, round: () => Promise<number>) =>
    ready.then(() => {
      const turn = () => inTurn(`${name} ${part}`, turnPatience[part], round);
      return repeat(worker, housekeeper, turn);
    });
  const parts = [
    run('expander', async () => ((await expandRound(services, 'ordinary')) ? 0 : expandEvery)),
    run('expander', async () => {
      if (!(await expandRound(services, 'alerts'))) return expandAlertsEvery;
      messages.changed();
      return 0;
    }),
    run('housekeeper', async () => {
      await housekeeper.round();
      return housekeepEvery;
    }),
  ];
  if (mail) {
    parts.push(run('lane', () => directRound(worker, mail)));
    parts.push(run('lane', () => digestRound(worker, mail)));
    for (let lane = 0; lane < emailLanes; lane += 1) {
      const pace = new Pace();
      parts.push(run('lane', () => emailRound(worker, mail, messages, pace)));
    }
    for (let lane = 0; lane < alertLanes.email; lane += 1) {
      const pace = new Pace();
      parts.push(run('lane', () => emailRound(worker, mail, messages, pace, 'alerts')));
    }
  }
  parts.push(run('lane', () => pushRound(worker, messages)));
  for (let lane = 0; lane < alertLanes.push; lane += 1) {
    parts.push(run('lane', () => pushRound(worker, messages, 'alerts')));
  }
  const { smsBucket } = worker;
  if (sms) parts.push(run('lane', () => directTextRound(worker, sms)));
  if (sms && smsBucket) {
    parts.push(run('lane', () => smsRound(worker, sms, smsBucket, messages)));
    for (let lane = 0; lane < alertLanes.sms; lane += 1) {
      parts.push(run('lane', () => smsRound(worker, sms, smsBucket, messages, 'alerts')));
    }
  }
  return {
    async stop() {
      worker.stopped.abort();
      mail?.pool.close();
      const all = Promise.all(parts).then(() => worker.settled());
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      if (worker.id) await removeWorker(services.db, worker.id).catch(() => undefined);
    },
  };
}

function makeWorker(services: Services, transport?: MailTransport): Worker {
  const { config, clock } = services;
  const now = clock.now().getTime();
  const health = {
    email: new ChannelHealth(services, channels.email, 'email'),
    sms: new ChannelHealth(services, channels.sms, 'sms'),
    push: new ChannelHealth(services, channels.push, 'push'),
  };
  const mail: MailSide | undefined = config.smtp && {
    pool: transport ?? new SmtpPool(smtpOptions(config.smtp.url), config.smtp.pool),
    from: config.smtp.from,
    bucket: new TokenBucket(config.smtp.ratePerSecond || Number.POSITIVE_INFINITY, now),
    domains: new DomainLimits(config.smtp.domainRatePerSecond),
    storms: new ProviderStorms(),
  };
  const smsBucket = config.sms && new TokenBucket(config.sms.ratePerSecond || Number.POSITIVE_INFINITY, now);
  return new Worker(services, new Templates(services), health, mail, smsBucket);
}

async function registered(worker: Worker, housekeeper: Housekeeper): Promise<void> {
  while (!worker.stopping && worker.id === 0) {
    await housekeeper.register().catch((error: unknown) => trouble(worker, housekeeper, error));
    if (worker.id === 0) await worker.rest(1000);
  }
  if (worker.id) reportLoop(name, null);
}

/** Does rounds until the worker stops. A round that throws is said once and done again: the loop never dies. */
async function repeat(worker: Worker, housekeeper: Housekeeper, round: () => Promise<number>): Promise<void> {
  let failures = 0;
  while (!worker.stopping) {
    try {
      const rest = await round();
      if (failures > 0) worker.services.log.info('sender goes on');
      if (failures > 0) reportLoop(name, null);
      failures = 0;
      if (rest > 0) await worker.rest(rest);
    } catch (error) {
      failures += 1;
      if (failures === 1) trouble(worker, housekeeper, error);
      await worker.rest(Math.min(250 * 2 ** failures, 5_000));
    }
  }
}

function trouble(worker: Worker, housekeeper: Housekeeper, error: unknown): void {
  const words = (error instanceof Error ? error.message.split('\n')[0] : undefined) || 'no answer from the database';
  housekeeper.interrupted(words);
  worker.services.log.error({ err: error }, 'sender interrupted; it waits and goes on');
  reportLoop(name, words);
}
