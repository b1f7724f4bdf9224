/** A contact point is its person's if the person can say the code that was sent there. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Transaction } from '#platform/database/connect.ts';
import { type Language, languages } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { boundsOf, type Desk, recordChange } from '../actions/desk.ts';
import { words } from '../messages.ts';
import { kindsInUse } from '../model.ts';
import { contactPointWithin, personWithinReach } from '../queries/person-page.ts';
import { codeHours, codeMinutes, isGood, lifeOf, mostSent, type SentCode, secondsBetween } from './model.ts';
import { countAttempt, markVerified, putCode, sentCode } from './queries.ts';

type Needed = Pick<Services, 'outbox' | 'secrets' | 'config'>;

/** Sends a code of six digits by mail or text message. It is nowhere kept but in the message itself. */
export async function sendCode(trx: Transaction, services: Needed, desk: Desk, id: number): Promise<Outcome<null>> {
  const point = await contactPointWithin(trx, boundsOf(desk), id, true);
  const person = point && (await personWithinReach(trx, boundsOf(desk), point.personId));
  if (!point || !person || person.state !== 'active') return refused(null, 'gone');
  if (!kindsInUse(services.config).includes(point.kind)) return refused(null, 'codeNoGateway');
  if (point.bouncedAt || point.optedOutAt) return refused(null, 'codeNotUsable');
  if (point.verifiedAt) return refused(null, 'codeVerified');
  const before = await sentCode(trx, id, true);
  const sameDay = before !== undefined && desk.at.getTime() - before.firstSentAt.getTime() < 24 * 3_600_000;
  if (before && desk.at.getTime() - before.sentAt.getTime() < secondsBetween * 1000)
    return refused(null, 'codeTooSoon');
  if (before && sameDay && before.sentCount >= mostSent) return refused(null, 'codeTooOften');
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await putCode(trx, id, {
    hash: hashOf(services, id, code),
    sentAt: desk.at,
    sentCount: sameDay ? (before as SentCode).sentCount + 1 : 1,
    firstSentAt: sameDay ? (before as SentCode).firstSentAt : desk.at,
  });
  const language = languages.find((one) => one === person.language) ?? 'zh-CN';
  if (point.kind === 'sms') {
    const goodUntil = new Date(desk.at.getTime() + lifeOf('sms'));
    await services.outbox.queueText(trx, {
      number: point.address,
      language,
      goodUntil,
      ...codeText(services, language, code),
    });
  } else {
    const mail = codeMail(language, services.config.siteName, code);
    await services.outbox.queueMail(trx, { address: point.address, language, ...mail });
  }
  await recordChange(trx, desk, 'contact_point.send_code', {
    personId: person.id,
    organisationId: person.organisationId,
  });
  return done(null);
}

/** Five wrong answers use a code up. The value is the person's id. */
export async function checkCode(
  trx: Transaction,
  services: Needed,
  desk: Desk,
  id: number,
  typed: string,
): Promise<Outcome<number>> {
  const point = await contactPointWithin(trx, boundsOf(desk), id, true);
  const person = point && (await personWithinReach(trx, boundsOf(desk), point.personId));
  if (!point || !person) return refused(null, 'gone');
  const code = await sentCode(trx, id, true);
  if (!code || !isGood(code, point.kind, desk.at)) return refused('code', 'codeOver');
  const digits = typed.normalize('NFKC').replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return refused('code', 'codeForm');
  if (!timingSafeEqual(hashOf(services, id, digits), code.hash)) {
    await countAttempt(trx, id);
    return refused('code', 'codeWrong');
  }
  await markVerified(trx, id, desk.at);
  const subject = { personId: person.id, organisationId: person.organisationId };
  await recordChange(trx, desk, 'contact_point.verify', subject, { kind: point.kind });
  return done(person.id);
}

/** Keyed, and of this contact point alone: six digits by themselves are guessed in no time. */
function hashOf({ secrets }: Needed, id: number, code: string): Buffer {
  return createHmac('sha256', secrets.deriveKey('contact code')).update(`${id}:${code}`).digest();
}

/** Template `contact_code` with the variables `code` and `minutes`: what a gateway has approved beforehand. */
function codeText({ config }: Needed, language: Language, code: string) {
  const t = words(language);
  const site = config.siteName;
  return {
    subject: t('codeMailSubject', { site }),
    body: t('codeTextBody', { site, code, minutes: codeMinutes }),
    template: 'contact_code',
    variables: { code, minutes: String(codeMinutes) },
  };
}

function codeMail(language: Language, site: string, code: string) {
  const t = words(language);
  const lines = [t('codeMailText', { site, code }), t('codeMailWho', { hours: codeHours }), t('codeMailNotYou')];
  return {
    subject: t('codeMailSubject', { site }),
    text: `${lines.join('\n\n')}\n`,
    html: lines.map((line) => `<p>${line.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</p>`).join(''),
  };
}
