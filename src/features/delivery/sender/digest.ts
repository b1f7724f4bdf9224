/**
 * The lane of digests: claims all that is due for some people, looks once more, sends each of them one mail and records
 * every row of it. A digest is one mail for several rows; tried again it has the same Message-ID.
 */
import { composeDigest, type DigestPart } from '../compose/digest.ts';
import { compileTemplate, mailDate } from '../compose/template.ts';
import { signLink, signUnsubscribe, stableId } from '../links.ts';
import { channels, isQuiet, states } from '../model.ts';
import { personalPath, unsubscribePath } from '../paths.ts';
import type { Result } from '../queries/claims.ts';
import { anyDue, claimDigests, type HeldRow, heldForDigest, settleHolds, sweepHolds } from '../queries/digests.ts';
import type { Mail } from '../smtp/outcome.ts';
import { clearBounces, feedStorms, holdBack } from './email.ts';
import { judgeMail } from './judge.ts';
import { type Addressed, prepare, untried } from './prepare.ts';
import { localTime } from './quiet.ts';
import { type Bounce, persist, record } from './record.ts';
import type { Outgoing } from './templates.ts';
import type { MailSide, Worker } from './worker.ts';

/** People at once; the window counts mails, so that a killed worker repeats no more than one batch. */
export const peopleAtOnce = 50;
const idle = 2_000;

interface Part extends Addressed {
  row: HeldRow;
  outgoing: Outgoing;
}

interface Settled {
  row: HeldRow;
  result: Result;
  /** When the digest is tried again; null: the row leaves the digest, by ending or into a mail of its own. */
  dueAt: Date | null;
}

/** One round: returns how long to rest before the next. */
export async function digestRound(worker: Worker, mail: MailSide): Promise<number> {
  const { db, clock, config } = worker.services;
  if (!config.demo && isQuiet(localTime(clock.now(), config.timeZone), config.quietHours)) return idle;
  const wait = worker.health.email.wait(worker.now());
  if (wait > 0) return Math.min(wait, idle);
  if (!worker.respected || !(await anyDue(db, worker.now()))) return idle;
  const wanted = worker.health.email.troubled ? 1 : peopleAtOnce;
  const allowed = mail.bucket.take(wanted, worker.now().getTime());
  if (allowed === 0) return Math.min(idle, mail.bucket.wait(1, worker.now().getTime()));
  return worker.withClaim(async (claim) => {
    const claimedAt = performance.now();
    const rows = await claimDigests(db, { claim, now: worker.now(), people: allowed });
    const people = new Set(rows.map((row) => row.personId)).size;
    if (people < allowed) mail.bucket.giveBack(allowed - people);
    if (rows.length === 0) {
      await sweepHolds(db, worker.now());
      return idle;
    }
    const { parts, settled } = await look(worker, rows);
    const digests = [...Map.groupBy(parts, (part) => part.row.personId).values()];
    const { now, held } = holdBack(
      digests.map((digest) => digest[0] as Part),
      mail,
      worker.now(),
    );
    for (const result of held) {
      for (const part of digests.find((digest) => digest[0]?.row.personId === result.personId) ?? []) {
        settled.push(again(part.row, { ...result, personId: part.row.personId }));
      }
    }
    await write(worker, claim, settled);
    const addresses = new Map(now.map(({ claimed, recipient }) => [claimed.personId, recipient.address]));
    const leaving = digests.filter((digest) => addresses.has(digest[0]?.row.personId as number));
    if (leaving.length === 0) return 0;
    const mails = await Promise.all(
      leaving.map((digest) => compose(worker, digest, addresses.get(digest[0]?.row.personId as number) as string)),
    );
    await worker.window.enter(leaving.length);
    const sent = send(worker, mail, { claim, claimedAt }, leaving, mails).finally(() =>
      worker.window.leave(leaving.length),
    );
    worker.track(sent);
    // What left must not be let go of as if it had not: a failure is logged, and the claim taken back in its time.
    await sent.catch(() => undefined);
    return 0;
  });
}

/** The last look, message by message: who left, who answered, who is reached elsewhere by now. */
async function look(worker: Worker, rows: readonly HeldRow[]): Promise<{ parts: Part[]; settled: Settled[] }> {
  const parts: Part[] = [];
  const settled: Settled[] = [];
  for (const [messageId, of] of Map.groupBy(rows, (row) => row.messageId)) {
    const outgoing = await worker.templates.get(messageId);
    const from = { messageId, period: (of[0] as HeldRow).period, channel: channels.email };
    const { send, results } = await prepare(worker, outgoing, from, of);
    const rowOf = (personId: number) => of.find((row) => row.personId === personId) as HeldRow;
    for (const result of results) settled.push({ row: rowOf(result.personId), result, dueAt: null });
    for (const one of send) {
      const row = rowOf(one.claimed.personId);
      if (one.recipient.contactPointId === row.heldFor) parts.push({ ...one, row, outgoing });
      else {
        // Held for an address that is no longer the person's first: by itself, at once.
        const result = { ...untried(row, states.queued, row.reason), readyAt: worker.now() };
        settled.push({ row, result, dueAt: null });
      }
    }
  }
  return { parts, settled };
}

/** Back into the digest, for another try at the time that the result says. */
function again(row: HeldRow, result: Result): Settled {
  if (result.state !== states.queued) return { row, result, dueAt: null };
  return { row, result: { ...result, readyAt: heldForDigest }, dueAt: result.readyAt };
}

async function send(
  worker: Worker,
  mail: MailSide,
  { claim, claimedAt }: { claim: number; claimedAt: number },
  digests: readonly Part[][],
  mails: readonly Mail[],
): Promise<void> {
  const outcomes = await mail.pool.send(mails, () => worker.holds(claim, claimedAt));
  const now = worker.now();
  const settled: Settled[] = [];
  const bounces: Bounce[] = [];
  const heads = digests.map((digest) => digest[0] as Part);
  const takenBack = feedStorms(mail, heads, outcomes, now);
  const seen = { delivered: 0, trouble: '', refused: '' };
  digests.forEach((digest, index) => {
    const outcome = outcomes[index];
    if (!outcome) return;
    const random = Math.random();
    for (const { row, recipient } of digest) {
      const judged = judgeMail(outcome, { attempts: row.attempts, now, random });
      const storm = judged.badAddress ? mail.storms.wait(recipient.address, now.getTime()) : 0;
      if (storm > 0) {
        const readyAt = new Date(now.getTime() + storm);
        settled.push(again(row, { ...untried(row, states.queued, 'provider_paused'), readyAt }));
        continue;
      }
      const result = { personId: row.personId, ...judged.result };
      // A bad address is marked, and each notice goes to the person's next one by itself.
      settled.push(judged.badAddress ? { row, result, dueAt: null } : again(row, result));
      if (judged.badAddress) bounces.push({ contactPointId: recipient.contactPointId, reason: result.reason ?? '' });
      if (judged.trouble) seen.trouble = judged.trouble;
      else if (outcome.kind !== 'accepted') seen.refused = result.reason ?? '';
    }
    if (outcome.kind === 'accepted') seen.delivered += 1;
  });
  await write(worker, claim, settled, bounces);
  if (takenBack.length > 0) await persist(worker, () => clearBounces(worker, takenBack, now));
  await worker.note('email', seen, { digests: digests.length });
}

/** Rows first, then their holds: a hold that outlives its row is swept, a row without its hold would wait for ever. */
async function write(
  worker: Worker,
  claim: number,
  settled: readonly Settled[],
  bounces: readonly Bounce[] = [],
): Promise<void> {
  let marked = bounces;
  for (const [messageId, of] of Map.groupBy(settled, ({ row }) => row.messageId)) {
    const from = { messageId, period: (of[0] as Settled).row.period, channel: channels.email };
    const results = of.map(({ result }) => result);
    await record(worker, from, claim, results, marked);
    marked = [];
  }
  const holds = settled.map(({ row, dueAt }) => ({ messageId: row.messageId, personId: row.personId, dueAt }));
  await persist(worker, () => settleHolds(worker.services.db, holds));
}

async function compose(worker: Worker, digest: readonly Part[], to: string): Promise<Mail> {
  const { secrets, config } = worker.services;
  const [first] = digest as [Part, ...Part[]];
  const { contactPointId, language } = first.recipient;
  const parts: DigestPart[] = digest
    .toSorted((a, b) => a.row.messageId - b.row.messageId)
    .map(({ outgoing, recipient, row }) => {
      const content = outgoing.contentFor(recipient.language);
      const wish = { messageId: row.messageId, personId: row.personId, epoch: recipient.linkEpoch };
      const link = config.publicUrl + personalPath(signLink(secrets, wish));
      return { office: outgoing.office, ...content, link };
    });
  const from = { from: config.smtp?.from ?? 'belfry@localhost', fromName: config.siteName || null };
  const template = await compileTemplate(composeDigest(language ?? 'zh-CN', parts, from));
  const on = digest
    .map(({ row }) => row.digestOn)
    .sort()
    .at(-1) as string;
  const id = stableId(secrets, 'digest', contactPointId, Date.parse(`${on}T00:00:00Z`) / 86_400_000);
  const leaves = {
    to,
    date: mailDate(worker.now()),
    messageId: `${id}@${template.domain}`,
    link: '',
    unsubscribe: config.publicUrl + unsubscribePath(signUnsubscribe(secrets, { contactPointId })),
  };
  return { from: template.from, to, render: () => template.render(leaves) };
}
