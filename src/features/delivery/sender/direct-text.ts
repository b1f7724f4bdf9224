/** The lane of text messages to one number (codes): few, at once, ahead of any message. */
import { stableId } from '../links.ts';
import { states } from '../model.ts';
import { type DirectResult, recordDirectMail } from '../queries/direct-mail.ts';
import { claimDirectText } from '../queries/direct-text.ts';
import { type SmsGateway, sendText } from '../sms/gateway.ts';
import { judgeText } from './judge.ts';
import { persist } from './record.ts';
import type { Worker } from './worker.ts';

const idle = 300;
const atOnce = 10;

/** One round: returns how long to rest before the next (0: go on at once). */
export async function directTextRound(worker: Worker, gateway: SmsGateway): Promise<number> {
  const wait = worker.health.sms.wait(worker.now());
  if (wait > 0) return Math.min(wait, idle);
  const { db, secrets } = worker.services;
  const limit = worker.health.sms.troubled ? 1 : atOnce;
  const { claim, texts } = await worker.withClaim(async (claim) => {
    return { claim, texts: await claimDirectText(db, { claim, now: worker.now(), limit }) };
  });
  if (texts.length === 0) return idle;
  const seen = { delivered: 0, trouble: '', refused: '' };
  const results = await Promise.all(
    texts.map(async (text): Promise<DirectResult> => {
      const { number: to, subject, body, template, variables } = text;
      const key = stableId(secrets, 'direct', text.id, 0);
      const outcome = await sendText(gateway, { key, to, subject, body, template, variables });
      const judged = judgeText(outcome, { attempts: text.attempts, now: worker.now(), random: Math.random() });
      const { state, reason, readyAt } = judged.result;
      if (judged.trouble) seen.trouble = judged.trouble;
      else if (outcome.kind === 'accepted') seen.delivered += 1;
      else seen.refused = reason ?? '';
      if (state === states.delivered) return { id: text.id, state: 'delivered', reason: null, readyAt: null };
      // A number that the gateway refuses has no other one to go to here.
      const again = state === states.queued && !judged.badAddress;
      return { id: text.id, state: again ? 'queued' : 'failed', reason, readyAt: again ? readyAt : null };
    }),
  );
  await persist(worker, () => recordDirectMail(db, { claim, now: worker.now() }, results));
  await worker.note('sms', seen, { direct: texts.length });
  return 0;
}
