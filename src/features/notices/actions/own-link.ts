/** A fresh link to one's own open notices: asked for by mail, used once. Whether an address is known is told to nobody. */

import { createHash, randomBytes } from 'node:crypto';
import { takeAttempt } from '#features/accounts/feature.ts';
import { signLink } from '#features/delivery/feature.ts';
import { organisationsByIds, peopleAtAddress, personLink } from '#features/directory/feature.ts';
import { addDays } from '#platform/days.ts';
import type { ContentLanguage, Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { ownLinkMail } from '../messages/own-link.ts';
import { ownConsentsPath, ownLinkPath, personalPath } from '../paths.ts';
import { openNotices } from '../queries/open.ts';
import { insertOwnLink, noticesForPerson, ownLink, takeOwnLink } from '../queries/own-link.ts';
import { today } from './by.ts';
import { ownToken, wishesHref } from './wishes.ts';

const lifeMs = 3_600_000;
/** Notices that ask for nothing by a day are shown so long. */
const shownDays = 30;

/** Mails a link to each person of this address. The answer is the same whether there is one or not. */
export async function askForOwnLink(services: Services, address: string, client: string): Promise<Outcome<null>> {
  const taken = await takeAttempt(services, { mailed: address.toLowerCase(), mailing: client });
  if ('waitMinutes' in taken) return refused(null, 'ownLinkTooMany', { minutes: taken.waitMinutes });
  const expiresAt = new Date(services.clock.now().getTime() + lifeMs);
  await services.db.transaction().execute(async (trx) => {
    // At most ten share an address, each with a mail of their own: none sees what is another's.
    for (const person of await peopleAtAddress(trx, address)) {
      const token = randomBytes(32).toString('base64url');
      await insertOwnLink(trx, {
        tokenHash: hashOf(token),
        personId: person.personId,
        epoch: person.linkEpoch,
        expiresAt,
      });
      const link = services.config.publicUrl + ownLinkPath(token);
      await services.outbox.queueMail(trx, ownLinkMail(person, link, services.config.siteName));
    }
  });
  return done(null);
}

/** Whether the link is still good. Looking uses nothing up: mail scanners open links too. */
export async function ownLinkIsGood(services: Services, token: string): Promise<boolean> {
  return (await ownLink(services.db, hashOf(token), services.clock.now())) !== undefined;
}

export interface OwnNotice {
  href: string;
  title: string;
  titleLanguage: string;
  office: string;
  publishedOn: string;
  deadlineOn: string | null;
  /** Something is asked that has not been done. */
  waits: boolean;
}

/** Uses the link: the open notices of its person, each with a personal link. Undefined once it is used or too old. */
export async function useOwnLink(
  services: Services,
  token: string,
  wanted: Language,
): Promise<
  { notices: OwnNotice[]; wishesHref: string; consentsHref: string; language: ContentLanguage | null } | undefined
> {
  const { db, clock, config, secrets } = services;
  const now = clock.now();
  const link = await takeOwnLink(db, hashOf(token), now);
  const person = link && (await personLink(db, link.personId));
  // A guardianship that ended, or a pupil who left, ended the links as well.
  if (!link || !person || person.linkEpoch !== link.epoch || person.state !== 'active') return undefined;
  const day = today(services);
  const open = await openNotices(db, { now, today: day, since: addDays(day, -shownDays), largest: null });
  const reader = { id: link.personId, language: person.language ?? wanted };
  const found = await noticesForPerson(
    db,
    open.map((notice) => notice.id),
    reader,
    day,
    config.timeZone,
  );
  const offices = await organisationsByIds(db, [...new Set(found.map((notice) => notice.office))]);
  return {
    language: person.language,
    wishesHref: wishesHref(services, link),
    consentsHref: ownConsentsPath(ownToken(services, link)),
    notices: found.map((notice) => ({
      ...notice,
      href: personalPath(
        signLink(secrets, { messageId: notice.messageId, personId: link.personId, epoch: link.epoch }),
      ),
      office: offices.get(notice.office)?.name ?? '',
      waits: notice.request !== 'none' && !notice.acknowledged,
    })),
  };
}

/** Uses the link for something else than the notices: whose it is. Undefined once it is used or too old. */
export async function takeOwnPerson({ db, clock }: Services, token: string): Promise<number | undefined> {
  const link = await takeOwnLink(db, hashOf(token), clock.now());
  const person = link && (await personLink(db, link.personId));
  if (!link || !person || person.linkEpoch !== link.epoch || person.state !== 'active') return undefined;
  return link.personId;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
