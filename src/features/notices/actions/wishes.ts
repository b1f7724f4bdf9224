/** Which kinds of notice a guardian wants by which channel: shown and changed behind a link of one's own. */
import { readWishes, signWishes } from '#features/delivery/feature.ts';
import {
  type ContactKind,
  kindsInUse,
  type PersonLink,
  personLink,
  type Refusal,
  refusalsOf,
  setRefusals,
} from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { kinds, mayBeRefused } from '../model/kinds.ts';
import { wishesPath } from '../paths.ts';

const lifeSeconds = 24 * 3600;

/** The person behind a token of their own, while it holds. */
export async function personBehind(
  services: Services,
  token: string,
  db: Database | Transaction = services.db,
): Promise<PersonLink | undefined> {
  const link = readWishes(services.secrets, token);
  if (!link || link.until * 1000 <= services.clock.now().getTime()) return undefined;
  const person = await personLink(db, link.personId);
  return person?.linkEpoch === link.epoch && person.state === 'active' ? person : undefined;
}

/** A token for one's own pages, good for a day. */
export function ownToken(services: Services, person: { personId: number; epoch: number }): string {
  const until = Math.floor(services.clock.now().getTime() / 1000) + lifeSeconds;
  return signWishes(services.secrets, { ...person, until });
}

/** A link to the page, good for a day; it ends with the person's other links. */
export function wishesHref(services: Services, person: { personId: number; epoch: number }): string {
  return wishesPath(ownToken(services, person));
}

export interface Wishes {
  personId: number;
  language: ContentLanguage | null;
  /** Channels in use here. */
  channels: readonly ContactKind[];
  refused: readonly Refusal[];
}

/** What the link's person wants; undefined when the link is too old, or has ended. */
export async function openWishes(services: Services, token: string, trx?: Transaction): Promise<Wishes | undefined> {
  const db = trx ?? services.db;
  const person = await personBehind(services, token, db);
  if (!person) return undefined;
  const refused = await refusalsOf(db, person.id);
  return { personId: person.id, language: person.language, channels: kindsInUse(services.config), refused };
}

/**
 * Keeps what was chosen: the wanted ones as `kind:channel`. What can't be refused is never refused, whatever the form
 * says, and a channel that is not in use stays as it was. False when the link has ended.
 */
export function saveWishes(services: Services, token: string, wanted: readonly string[]): Promise<boolean> {
  return services.db.transaction().execute(async (trx) => {
    const wishes = await openWishes(services, token, trx);
    if (!wishes) return false;
    const { channels, refused } = wishes;
    const asked = kinds.filter(mayBeRefused).flatMap((kind) => channels.map((channel) => ({ kind, channel })));
    const kept = refused.filter(({ channel }) => !channels.includes(channel));
    const unwanted = asked.filter(({ kind, channel }) => !wanted.includes(`${kind}:${channel}`));
    await setRefusals(trx, wishes.personId, [...kept, ...unwanted]);
    return true;
  });
}
