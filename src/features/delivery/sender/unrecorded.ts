/**
 * One mail at once, from memory: no row is queued and none says that it was sent. For what must not be found in the database,
 * such as word to somebody whose address is sealed. The caller waits, and says by itself what became of it.
 */
import { randomBytes } from 'node:crypto';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { compileTemplate, mailable, mailDate } from '../compose/template.ts';
import { emailHeld } from '../queries/channels.ts';
import { type MailOutcome, smtpOptions } from '../smtp/outcome.ts';
import { SmtpSession } from '../smtp/session.ts';

/** none: no mail server is set up · held: delivery is paused, as after a restore · refused: by the server, for good or for now. */
export type UnrecordedOutcome = 'sent' | 'none' | 'held' | 'refused' | 'failed';

const timeoutMs = 20_000;

export async function sendUnrecorded(services: Services, mail: DirectMail): Promise<UnrecordedOutcome> {
  const { config, clock, db } = services;
  if (!config.smtp) return 'none';
  if (await emailHeld(db)) return 'held';
  const to = mailable(mail.address);
  if (to === null) return 'refused';
  const { subject, text, html, language } = mail;
  const template = await compileTemplate({
    ...{ from: config.smtp.from, fromName: config.siteName || null, unsubscribable: false },
    ...{ subject, text, html, language },
  });
  const messageId = `${randomBytes(16).toString('hex')}@${template.domain}`;
  const leaves = { to, messageId, date: mailDate(clock.now()), link: '', unsubscribe: '' };
  let outcome: MailOutcome = { kind: 'untried', error: '' };
  try {
    const session = await SmtpSession.open(smtpOptions(config.smtp.url, timeoutMs));
    const waiting = [{ from: template.from, to, render: () => template.render(leaves) }];
    await session.deliver(
      () => waiting.shift(),
      (_, became) => {
        outcome = became;
      },
    );
    session.close();
  } catch {
    // What the server said may repeat the address: it goes no further than here.
    return 'failed';
  }
  const { kind } = outcome as MailOutcome;
  return kind === 'accepted' ? 'sent' : kind === 'refused' ? 'refused' : 'failed';
}
