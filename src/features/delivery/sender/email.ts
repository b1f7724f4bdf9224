/** A lane of the mail channel: claims a batch, looks once more, sends and records it, again and again. */
import { unmarkBounced } from '#features/directory/feature.ts';
import { mailable, mailDate } from '../compose/template.ts';
import { signLink, signUnsubscribe, stableId } from '../links.ts';
import { batchSize, channels, states } from '../model.ts';
import { linkPathOf, unsubscribePath } from '../paths.ts';
import { claimBatch, mayLeave, type Ready, type Result } from '../queries/claims.ts';
import type { Mail, MailOutcome } from '../smtp/outcome.ts';
import { judgeMail } from './judge.ts';
import { type Addressed, nextContacts, prepare, untried } from './prepare.ts';
import type { ReadyMessages } from './ready.ts';
import { type Bounce, persist, record } from './record.ts';
import type { Outgoing } from './templates.ts';
import type { MailSide, Worker } from './worker.ts';

/** Half a window: while one half is being recorded the other is being sent (docs/performance.md). */
const pieceSize = batchSize / 2;
const idle = 250;
/** A lane that is there for alerts looks so often. */
const idleForAlerts = 100;
/** Milliseconds for which a claim is believed: a stop or pause that comes then takes this long. */
const fresh = 300;
const largestClaim = 3 * batchSize;

/**
 * How many rows a lane claims at once: more while they leave fast, because claiming and the last look cost nearly the
 * same for many; one batch as soon as they leave slowly, so that nobody is looked at long before the mail goes.
 */
export class Pace {
  size = batchSize;

  /** A claim of `rows` rows was handed over within so many milliseconds. */
  saw(rows: number, milliseconds: number): void {
    if (milliseconds > fresh) this.size = batchSize;
    else if (rows === this.size) this.size = Math.min(this.size + batchSize, largestClaim);
  }
}

/** One round: returns how long to rest before the next (0: go on at once). */
export async function emailRound(
  worker: Worker,
  mail: MailSide,
  messages: ReadyMessages,
  pace: Pace,
  only?: 'alerts',
): Promise<number> {
  const wait = worker.health.email.wait(worker.now());
  if (wait > 0) return Math.min(wait, idle);
  if (!worker.respected) return idle;
  const ready = await messages.next(channels.email, only);
  if (!ready) return only ? idleForAlerts : idle;
  const window = ready.alert ? worker.alertWindow : worker.window;
  const givesWay = () => !ready.alert && messages.alertWaits(channels.email);
  const wanted = worker.health.email.troubled ? 1 : pace.size;
  const allowed = mail.bucket.take(wanted, worker.now().getTime());
  if (allowed === 0) return Math.min(idle, mail.bucket.wait(1, worker.now().getTime()));
  return worker.withClaim(async (claim) => {
    const claimedAt = performance.now();
    const batch = await claimBatch(worker.services.db, ready, { claim, now: worker.now(), limit: allowed });
    if (batch.length < allowed) mail.bucket.giveBack(allowed - batch.length);
    if (batch.length === 0) {
      messages.exhausted(ready);
      return 0;
    }
    const outgoing = await worker.templates.get(ready.messageId);
    const { send, results } = await prepare(worker, outgoing, ready, batch);
    const { now, held } = holdBack(send, mail, worker.now(), ready.alert);
    await record(worker, ready, claim, [...results, ...held]);
    for (let at = 0; at < now.length; at += pieceSize) {
      const piece = now.slice(at, at + pieceSize);
      await window.enter(piece.length);
      if (givesWay()) {
        window.leave(piece.length);
        const rest = now.slice(at);
        mail.bucket.giveBack(rest.length);
        await record(
          worker,
          ready,
          claim,
          rest.map(({ claimed }) => untried(claimed, states.queued, claimed.reason)),
        );
        return 0;
      }
      // What was claimed a moment ago need not be asked about again: the claim has looked.
      const leaves = performance.now() - claimedAt > fresh ? await stillLeaves(worker, ready, claim, piece) : piece;
      window.leave(piece.length - leaves.length);
      if (leaves.length === 0) continue;
      // Not awaited within the round: the next batch is claimed meanwhile. The window keeps it from running ahead.
      const sent = sendPiece(worker, mail, outgoing, ready, { claim, claimedAt }, leaves);
      worker.track(sent.finally(() => window.leave(leaves.length)));
    }
    pace.saw(batch.length, performance.now() - claimedAt);
    return 0;
  });
}

/**
 * The rows of a piece that may still leave: none while message or channel are stopped or paused (they go back), and none
 * that was taken back from this claim. Asked with patience: if it threw, the claim would be let go of, and with it the
 * piece that is already on its way.
 */
async function stillLeaves(
  worker: Worker,
  ready: Ready,
  claim: number,
  piece: readonly Addressed[],
): Promise<readonly Addressed[]> {
  const ids = piece.map(({ claimed }) => claimed.personId);
  const { good, held } = await persist(worker, () => mayLeave(worker.services.db, ready, claim, ids, worker.now()));
  if (good) return piece.filter(({ claimed }) => held.has(claimed.personId));
  const back = piece.map(({ claimed }) => untried(claimed, states.queued, claimed.reason));
  await record(worker, ready, claim, back);
  return [];
}

/** An alert waits no longer than this for a provider that refuses everybody. */
const alertStormMs = 60_000;

/**
 * What is over its domain's limit goes back with the time of its turn, and addresses that are none are settled. Alerts
 * go before whoever stands in the domain's line, and are tried even where a provider refuses everybody just now.
 */
export function holdBack<R extends Addressed>(
  send: readonly R[],
  mail: MailSide,
  at: Date,
  alert = false,
): { now: R[]; held: Result[] } {
  const now: R[] = [];
  const held: Result[] = [];
  for (const row of send) {
    const address = mailable(row.recipient.address);
    const storm = address && !alert && mail.storms.wait(address, at.getTime());
    const waited = alert || row.claimed.reason === 'limited';
    const wait = address && !storm && mail.domains.turn(address, waited, at.getTime());
    if (!address) held.push(untried(row.claimed, states.failed, 'address_invalid'));
    else if (storm) {
      const readyAt = new Date(at.getTime() + storm);
      held.push({ ...untried(row.claimed, states.queued, 'provider_paused'), readyAt });
    } else if (wait) {
      held.push({ ...untried(row.claimed, states.queued, 'limited'), readyAt: new Date(at.getTime() + wait) });
    } else now.push({ ...row, recipient: { ...row.recipient, address } });
  }
  mail.bucket.giveBack(held.length);
  return { now, held };
}

async function sendPiece(
  worker: Worker,
  mail: MailSide,
  outgoing: Outgoing,
  ready: Ready,
  { claim, claimedAt }: { claim: number; claimedAt: number },
  rows: readonly Addressed[],
): Promise<void> {
  const date = mailDate(worker.now());
  const outcomes = await mail.pool.send(
    rows.map((row) => compose(worker, outgoing, row, date)),
    () => worker.holds(claim, claimedAt),
    ready.alert,
  );
  const now = worker.now();
  const results: Result[] = [];
  const bounces: Bounce[] = [];
  const takenBack = feedStorms(mail, rows, outcomes, now);
  const seen = { delivered: 0, trouble: '', refused: '' };
  rows.forEach((row, index) => {
    const outcome = outcomes[index];
    if (!outcome) return;
    const judged = judgeMail(outcome, {
      attempts: row.claimed.attempts,
      now,
      random: Math.random(),
      alert: ready.alert,
    });
    const storm = judged.badAddress ? mail.storms.wait(row.recipient.address, now.getTime()) : 0;
    if (storm > 0) {
      const readyAt = new Date(now.getTime() + (ready.alert ? Math.min(storm, alertStormMs) : storm));
      results.push({ ...untried(row.claimed, states.queued, 'provider_paused'), readyAt });
      return;
    }
    results.push({ personId: row.claimed.personId, ...judged.result });
    if (judged.badAddress)
      bounces.push({ contactPointId: row.recipient.contactPointId, reason: judged.result.reason ?? '' });
    if (judged.trouble) seen.trouble = judged.trouble;
    else if (outcome.kind === 'accepted') seen.delivered += 1;
    else if (outcome.kind !== 'late') seen.refused = judged.result.reason ?? '';
  });
  await record(worker, ready, claim, await goingOn(worker, outgoing, ready, rows, results), bounces);
  if (takenBack.length > 0) await persist(worker, () => clearBounces(worker, takenBack, now));
  await worker.note('email', seen, { message: ready.messageId, batch: rows.length });
}

/** What was refused goes on to the next contact; results of a batch that was not refused are looked at by nobody. */
export async function goingOn(
  worker: Worker,
  outgoing: Outgoing,
  from: Ready,
  rows: readonly Addressed[],
  results: readonly Result[],
): Promise<Result[]> {
  const byPerson = new Map(results.map((result) => [result.personId, result]));
  const known = rows.flatMap(({ claimed, recipient }) => {
    const result = byPerson.get(claimed.personId);
    return result ? [{ claimed, contactPointId: recipient.contactPointId, result }] : [];
  });
  // What was sent must be recorded whatever becomes of this look.
  const moved = await persist(worker, () => nextContacts(worker, outgoing, from, known));
  return results.map((result) => moved.get(result.personId) ?? result);
}

/** Tells the storms what became of each mail; the contact points that a storm which begins now takes back. */
export function feedStorms(
  mail: MailSide,
  rows: readonly Addressed[],
  outcomes: readonly (MailOutcome | undefined)[],
  now: Date,
): number[] {
  return rows.flatMap(({ recipient, claimed }, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind !== 'accepted' && outcome?.kind !== 'refused') return [];
    const bounced = judgeMail(outcome, { attempts: claimed.attempts, now, random: 0 }).badAddress;
    const { address, contactPointId } = recipient;
    return mail.storms.saw({ address, contactPointId, bounced }, now.getTime());
  });
}

export async function clearBounces(worker: Worker, contactPointIds: readonly number[], now: Date): Promise<void> {
  const { db, log } = worker.services;
  const since = new Date(now.getTime() - 15 * 60_000);
  await db.transaction().execute((trx) => unmarkBounced(trx, contactPointIds, since));
  log.warn({ bounces: contactPointIds.length }, 'many hard bounces of one mail provider: it waits for an hour');
  await worker.health.email.refusedSome('provider_paused', now);
}

function compose(worker: Worker, outgoing: Outgoing, row: Addressed, date: string): Mail {
  const { secrets, config } = worker.services;
  const { personId, language, linkEpoch, address } = row.recipient;
  const template = outgoing.mailFor(language);
  const messageId = outgoing.message.id;
  return {
    from: template.from,
    to: address,
    render: () =>
      template.render({
        to: address,
        date,
        messageId: `${stableId(secrets, 'message', messageId, personId)}@${template.domain}`,
        references: outgoing.thread.map((id) => `${stableId(secrets, 'message', id, personId)}@${template.domain}`),
        link:
          config.publicUrl +
          linkPathOf(
            worker.services,
            outgoing.message.purpose,
          )(signLink(secrets, { messageId, personId, epoch: linkEpoch })),
        unsubscribe:
          config.publicUrl +
          unsubscribePath(signUnsubscribe(secrets, { contactPointId: row.recipient.contactPointId })),
      }),
  };
}
