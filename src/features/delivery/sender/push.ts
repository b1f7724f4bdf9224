/**
 * A lane of web push: a person is told in each of their browsers, and is told as soon as one push service has taken it.
 * Where none does, the row goes on to the next contact at once: a browser is a convenience, not a promise.
 */
import { addressees, type Browser, browsersOf, dropGoneBrowsers, kindsInUse } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { pushMessage } from '../compose/push.ts';
import { signLink, stableTag } from '../links.ts';
import { channels, states } from '../model.ts';
import { linkPathOf } from '../paths.ts';
import { type PushOutcome, push } from '../push/web-push.ts';
import { claimBatch, type Ready, type Result } from '../queries/claims.ts';
import { waysOf } from '../queries/expansion.ts';
import { judgeLonePush, judgePush, pushCode } from './judge.ts';
import { type Addressed, prepare, untried } from './prepare.ts';
import type { ReadyMessages } from './ready.ts';
import { persist, record } from './record.ts';
import type { Outgoing } from './templates.ts';
import type { Worker } from './worker.ts';

/** People told at once; each has a browser or two. */
const batchOfPushes = 50;
const idle = 250;
const idleForAlerts = 100;

interface Tried {
  row: Addressed;
  browsers: readonly Browser[];
  outcomes: readonly PushOutcome[];
}

/** One round: returns how long to rest before the next. */
export async function pushRound(worker: Worker, messages: ReadyMessages, only?: 'alerts'): Promise<number> {
  const { services } = worker;
  if (!worker.respected) return idle;
  const ready = await messages.next(channels.push, only);
  if (!ready) return only ? idleForAlerts : idle;
  const claimedAt = performance.now();
  const taken = await worker.withClaim(async (claim) => {
    const batch = await claimBatch(services.db, ready, { claim, now: worker.now(), limit: batchOfPushes });
    if (batch.length === 0) return undefined;
    const outgoing = await worker.templates.get(ready.messageId);
    const { send, results } = await prepare(worker, outgoing, ready, batch);
    const browsers = await browsersOf(
      services.db,
      send.map(({ recipient }) => recipient.personId),
    );
    await record(worker, ready, claim, results);
    return { claim, outgoing, send, browsers };
  });
  if (!taken) {
    messages.exhausted(ready);
    return 0;
  }
  const { claim, outgoing, send, browsers } = taken;
  // Taken back by others meanwhile: told twice it would only replace itself, but what is not ours is not begun.
  const begun = send.filter(() => worker.holds(claim, claimedAt));
  const left = send.filter((row) => !begun.includes(row));
  const tried = await Promise.all(
    begun.map((row) => tellOne(worker, outgoing, row, browsers.get(row.recipient.personId) ?? [])),
  );
  await dropGone(worker, tried);
  const results = await judgeAll(worker, outgoing, ready, tried);
  await record(worker, ready, claim, [
    ...results,
    ...left.map(({ claimed }) => untried(claimed, states.queued, claimed.reason)),
  ]);
  const failed = tried.filter((one) => !one.outcomes.some((outcome) => outcome.kind === 'taken'));
  const seen = { delivered: tried.length - failed.length, trouble: '', refused: '' };
  const worst = failed.map((one) => pushCode(one.outcomes)).find(Boolean);
  await worker.note(
    'push',
    { ...seen, refused: worst ? `push_failed:${worst}` : '' },
    {
      message: ready.messageId,
      batch: tried.length,
    },
  );
  return 0;
}

async function tellOne(
  worker: Worker,
  outgoing: Outgoing,
  row: Addressed,
  browsers: readonly Browser[],
): Promise<Tried> {
  const { services } = worker;
  const { message, office } = outgoing;
  const { personId, language, linkEpoch: epoch } = row.recipient;
  const link =
    services.config.publicUrl +
    linkPathOf(services, message.purpose)(signLink(services.secrets, { messageId: message.id, personId, epoch }));
  const said = pushMessage(outgoing.contentFor(language), {
    office,
    link,
    // Of the matter and the person: what follows takes its place, and two guardians of one telephone each have theirs.
    tag: stableTag(services.secrets, message.subject, personId),
    alert: message.alertId !== null,
    life: message.linkExpiresAt.getTime() - worker.now().getTime(),
  });
  return { row, browsers, outcomes: await Promise.all(browsers.map((browser) => push(services, browser, said))) };
}

/** Browsers that want nothing any more are forgotten before anything else is written down. */
async function dropGone(worker: Worker, tried: readonly Tried[]): Promise<void> {
  const gone = tried.flatMap(({ browsers, outcomes }) =>
    browsers.filter((_, index) => outcomes[index]?.kind === 'gone').map((browser) => browser.contactPointId),
  );
  if (gone.length === 0) return;
  const { db } = worker.services;
  await persist(worker, () => db.transaction().execute((trx) => dropGoneBrowsers(trx, gone)));
}

async function judgeAll(worker: Worker, outgoing: Outgoing, ready: Ready, tried: readonly Tried[]): Promise<Result[]> {
  const now = worker.now();
  const judged = tried.map((one) => {
    const attempt = { attempts: one.row.claimed.attempts, now, random: Math.random(), alert: ready.alert };
    return { one, attempt, judgement: judgePush(one.outcomes, attempt) };
  });
  const next = await persist(worker, () =>
    nextOf(
      worker,
      outgoing,
      judged.filter(({ judgement }) => !judgement).map(({ one }) => one),
    ),
  );
  return judged.map(({ one, attempt, judgement }) => {
    const { personId } = one.row.claimed;
    const other = next.get(personId);
    if (judgement) return { personId, ...judgement.result };
    if (!other) return { personId, ...judgeLonePush(one.outcomes, attempt).result };
    const reason = `push_failed:${pushCode(one.outcomes)}`;
    return { personId, state: states.queued, reason, readyAt: now, tried: true, ...other };
  });
}

/** The contacts by which these people are reached besides their browsers. */
async function nextOf(
  worker: Worker,
  { message }: Outgoing,
  failed: readonly Tried[],
): Promise<Map<number, { channel: number; contactPointId: number }>> {
  const found = new Map<number, { channel: number; contactPointId: number }>();
  if (failed.length === 0) return found;
  const { db, config } = worker.services;
  const besides = failed.flatMap(({ browsers }) => browsers.map((browser) => browser.contactPointId));
  const day = { today: localDate(worker.now(), config.timeZone), kinds: kindsInUse(config) };
  const ids = failed.map(({ row }) => row.claimed.personId);
  const ways = { ...day, ...waysOf(message, message.kind), besides };
  for (const [personId, { channel, contactPointId }] of await addressees(db, message.audience, ways, ids, null)) {
    if (contactPointId !== null && channel !== channels.none && channel !== channels.push)
      found.set(personId, { channel, contactPointId });
  }
  return found;
}
