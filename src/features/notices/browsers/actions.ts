/**
 * Being told in a browser, behind the own link. The browser belongs to the one person whose link it was, and is told as
 * long as their links hold. The link may have been passed on: a name is asked for first, and the person is told by mail.
 */
import { createHash } from 'node:crypto';
import { takeAttempt } from '#features/accounts/feature.ts';
import { isPushService, vapidKeys } from '#features/delivery/feature.ts';
import {
  addBrowser,
  browsersOf,
  dropBrowser,
  dropBrowsers,
  lockLinks,
  mailAddresses,
  namesToConfirm,
  type Subscription,
} from '#features/directory/feature.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { today } from '../actions/by.ts';
import { ownToken, personBehind } from '../actions/wishes.ts';
import { browsersPath } from '../paths.ts';
import { childNamed } from '../slips/actions/answering.ts';
import { switchedOnMail } from './mail.ts';

export interface OwnBrowsers {
  language: ContentLanguage | null;
  /** By which browsers know who pushes (VAPID). */
  publicKey: string;
  /** Marks of the browsers that are on: a browser finds out whether it is one of them, and nobody else learns an address. */
  marks: string[];
}

/** Undefined when the link is too old, or has ended. */
export async function openBrowsers(services: Services, token: string): Promise<OwnBrowsers | undefined> {
  const person = await personBehind(services, token);
  if (!person) return undefined;
  const browsers = (await browsersOf(services.db, [person.id])).get(person.id) ?? [];
  const { publicKey } = vapidKeys(services.secrets);
  return { language: person.language, publicKey, marks: browsers.map(({ endpoint }) => markOf(endpoint)) };
}

/** As the page's script makes it of its own address: the first 16 characters of its SHA-256 in base64url. */
export function markOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url').slice(0, 16);
}

/** Switches a browser on; `name` is the light confirmation of ADR 9. */
export async function switchOn(
  services: Services,
  token: string,
  one: Subscription,
  name: string,
  client: string,
): Promise<Outcome<null>> {
  const { db, clock, config } = services;
  const person = await personBehind(services, token);
  if (!person) return refused(null, 'linkEnded');
  const names = await namesToConfirm(db, person.id, today(services));
  if (!childNamed(names, name)) return refused('child', name.trim() ? 'browserNameUnknown' : 'browserNameMissing');
  if (!isPushService(one.endpoint, config.webhookPrivate)) return refused(null, 'browserServiceUnknown');
  const taken = await takeAttempt(services, { mailed: `push ${person.id}`, mailing: client });
  if ('waitMinutes' in taken) return refused(null, 'ownLinkTooMany', { minutes: taken.waitMinutes });
  return db.transaction().execute(async (trx) => {
    // Against a guardianship that ends at this moment:
    //   link looked at | guardianship ends, its browsers go | browser is added, and stays.
    if ((await lockLinks(trx, person.id)) !== person.linkEpoch) return refused(null, 'linkEnded');
    const known = (await browsersOf(trx, [person.id])).get(person.id) ?? [];
    if (!(await addBrowser(trx, person.id, one, clock.now()))) return refused(null, 'browserTooMany');
    if (known.some(({ endpoint }) => endpoint === one.endpoint)) return done(null);
    const href = config.publicUrl + browsersPath(ownToken(services, { personId: person.id, epoch: person.linkEpoch }));
    for (const { address } of await mailAddresses(trx, person.id)) {
      await services.outbox.queueMail(trx, switchedOnMail(address, person.language, config.siteName, href));
    }
    return done(null);
  });
}

/** Switches one browser off, or all of them; nothing is asked, and twice is once. False: the link has ended. */
export async function switchOff(services: Services, token: string, endpoint: string | null): Promise<boolean> {
  const person = await personBehind(services, token);
  if (!person) return false;
  await services.db.transaction().execute(async (trx) => {
    if (endpoint === null) await dropBrowsers(trx, person.id);
    else await dropBrowser(trx, person.id, endpoint);
  });
  return true;
}
