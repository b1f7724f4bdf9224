/** The lane of mail to one address (invitations, codes): few, at once, and ahead of any message. */
import { compileTemplate, mailable, mailDate } from '../compose/template.ts';
import { stableId } from '../links.ts';
import { states } from '../model.ts';
import { type ClaimedMail, claimDirectMail, type DirectResult, recordDirectMail } from '../queries/direct-mail.ts';
import { judgeMail } from './judge.ts';
import { persist } from './record.ts';
import type { MailSide, Worker } from './worker.ts';

const idle = 300;

/** One round: returns how long to rest before the next. */
export async function directRound(worker: Worker, mail: MailSide): Promise<number> {
  const wait = worker.health.email.wait(worker.now());
  if (wait > 0) return Math.min(wait, idle);
  if (!worker.respected) return idle;
  const { db } = worker.services;
  const limit = worker.health.email.troubled ? 1 : 20;
  const claimedAt = performance.now();
  const { claim, claimed, good, mails } = await worker.withClaim(async (claim) => {
    const claimed = await claimDirectMail(db, { claim, now: worker.now(), limit });
    const good = claimed.filter((row) => mailable(row.address) !== null);
    return { claim, claimed, good, mails: await Promise.all(good.map((row) => compose(worker, mail, row))) };
  });
  if (claimed.length === 0) return idle;
  const results: DirectResult[] = claimed
    .filter((row) => !good.includes(row))
    .map(({ id }) => ({ id, state: 'failed', reason: 'address_invalid', readyAt: null }));
  const outcomes = await mail.pool.send(mails, () => worker.holds(claim, claimedAt));
  const seen = { delivered: 0, trouble: '', refused: '' };
  good.forEach((row, index) => {
    const outcome = outcomes[index];
    if (!outcome) return;
    const now = worker.now();
    const { result, trouble, badAddress } = judgeMail(outcome, { attempts: row.attempts, now, random: Math.random() });
    const state =
      result.state === states.delivered
        ? 'delivered'
        : result.state === states.failed || badAddress
          ? 'failed'
          : 'queued';
    results.push({ id: row.id, state, reason: result.reason, readyAt: state === 'queued' ? result.readyAt : null });
    if (trouble) seen.trouble = trouble;
    else if (state === 'delivered') seen.delivered += 1;
    else if (outcome.kind !== 'late') seen.refused = result.reason ?? '';
  });
  await persist(worker, () => recordDirectMail(db, { claim, now: worker.now() }, results));
  await worker.note('email', seen, { direct: claimed.length });
  return 0;
}

async function compose(worker: Worker, mail: MailSide, row: ClaimedMail) {
  const template = await compileTemplate({
    ...{ from: mail.from, fromName: worker.services.config.siteName || null, unsubscribable: row.unsubscribe !== '' },
    ...{ subject: row.subject, text: row.text, html: row.html, language: row.language },
  });
  const to = mailable(row.address) as string;
  const messageId = `${stableId(worker.services.secrets, 'direct', row.id, 0)}@${template.domain}`;
  const leaves = { to, messageId, date: mailDate(worker.now()), link: '', unsubscribe: row.unsubscribe };
  return { from: template.from, to, render: () => template.render(leaves) };
}
