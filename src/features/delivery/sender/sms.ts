/** A lane of the text message channel. One request a person, few at a time: what is claimed and lost can't be sent again. */
import { signLink, stableId } from '../links.ts';
import { channels, states } from '../model.ts';
import { linkPathOf } from '../paths.ts';
import { claimBatch, type Result } from '../queries/claims.ts';
import { type SmsGateway, sendText } from '../sms/gateway.ts';
import { goingOn } from './email.ts';
import { judgeText } from './judge.ts';
import type { TokenBucket } from './limits.ts';
import { prepare, untried } from './prepare.ts';
import type { ReadyMessages } from './ready.ts';
import { type Bounce, record } from './record.ts';
import type { Worker } from './worker.ts';

const batchOfTexts = 10;
const idle = 250;
/** A lane that is there for alerts looks so often. */
const idleForAlerts = 100;

/** One round: returns how long to rest before the next. */
export async function smsRound(
  worker: Worker,
  gateway: SmsGateway,
  bucket: TokenBucket,
  messages: ReadyMessages,
  only?: 'alerts',
): Promise<number> {
  const { services, health } = worker;
  const wait = health.sms.wait(worker.now());
  if (wait > 0) return Math.min(wait, idle);
  if (!worker.respected) return idle;
  const ready = await messages.next(channels.sms, only);
  if (!ready) return only ? idleForAlerts : idle;
  const allowed = bucket.take(health.sms.troubled ? 1 : batchOfTexts, worker.now().getTime());
  if (allowed === 0) return Math.min(idle, bucket.wait(1, worker.now().getTime()));
  const claimedAt = performance.now();
  const taken = await worker.withClaim(async (claim) => {
    const batch = await claimBatch(services.db, ready, { claim, now: worker.now(), limit: allowed });
    bucket.giveBack(allowed - batch.length);
    if (batch.length === 0) return undefined;
    const outgoing = await worker.templates.get(ready.messageId);
    const { send, results } = await prepare(worker, outgoing, ready, batch);
    await record(worker, ready, claim, results);
    return { claim, outgoing, send };
  });
  if (!taken) {
    messages.exhausted(ready);
    return 0;
  }
  const { claim, outgoing, send } = taken;
  const bounces: Bounce[] = [];
  const seen = { delivered: 0, trouble: '', refused: '' };
  const sent = await Promise.all(
    send.map(async ({ claimed, recipient }): Promise<Result> => {
      const { personId, language, linkEpoch: epoch } = recipient;
      const content = outgoing.contentFor(language);
      const link =
        services.config.publicUrl +
        linkPathOf(
          services,
          outgoing.message.purpose,
        )(signLink(services.secrets, { messageId: ready.messageId, personId, epoch }));
      // Taken back by others it counts as perhaps sent; of our own, that were not begun, we know better.
      if (!worker.holds(claim, claimedAt)) return untried(claimed, states.queued, claimed.reason);
      const outcome = await sendText(gateway, {
        key: stableId(services.secrets, 'message', ready.messageId, personId),
        to: recipient.address,
        subject: content.subject,
        body: content.short.replaceAll('{{link}}', link),
        link,
      });
      const judged = judgeText(outcome, {
        attempts: claimed.attempts,
        now: worker.now(),
        random: Math.random(),
        alert: ready.alert,
      });
      if (judged.badAddress)
        bounces.push({ contactPointId: recipient.contactPointId, reason: judged.result.reason ?? '' });
      if (judged.trouble) seen.trouble = judged.trouble;
      else if (outcome.kind === 'accepted') seen.delivered += 1;
      else seen.refused = judged.result.reason ?? '';
      return { personId, ...judged.result };
    }),
  );
  await record(worker, ready, claim, await goingOn(worker, outgoing, ready, send, sent), bounces);
  await worker.note('sms', seen, { message: ready.messageId, batch: send.length });
  return 0;
}
