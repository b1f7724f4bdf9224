/** How a guardian wants to receive notices, when, which kinds and how: shown and changed behind a link of one's own. */
import { chooseDigest, digestChoices, readWishes, signWishes } from '#features/delivery/feature.ts';
import {
  browsersOf,
  type ContactKind,
  kindsInUse,
  mailAddresses,
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
  /** One's own mail addresses in use. */
  addresses: readonly { id: number; address: string; daily: boolean }[];
}

/** What the link's person wants; undefined when the link is too old, or has ended. */
export async function openWishes(services: Services, token: string, trx?: Transaction): Promise<Wishes | undefined> {
  const db = trx ?? services.db;
  const person = await personBehind(services, token, db);
  if (!person) return undefined;
  const refused = await refusalsOf(db, person.id);
  const points = await mailAddresses(db, person.id);
  const daily = await digestChoices(
    db,
    points.map((one) => one.contactPointId),
  );
  const addresses = points.map(({ contactPointId: id, address }) => ({ id, address, daily: daily.has(id) }));
  const told = (await browsersOf(db, [person.id])).has(person.id);
  const channels = kindsInUse(services.config).filter((kind) => kind !== 'push' || told);
  return { personId: person.id, language: person.language, channels, refused, addresses };
}

/**
 * Keeps what was chosen: the wanted ones as `kind:channel`, and the addresses with one mail a day by their ids; somebody
 * else's is left aside. What can't be refused is never refused, whatever the form
 * says, and a channel that is not in use stays as it was. False when the link has ended.
 */
export function saveWishes(
  services: Services,
  token: string,
  { wanted, daily }: { wanted: readonly string[]; daily: readonly string[] },
): Promise<boolean> {
  return services.db.transaction().execute(async (trx) => {
    const wishes = await openWishes(services, token, trx);
    if (!wishes) return false;
    const { channels, refused, addresses } = wishes;
    const asked = kinds.filter(mayBeRefused).flatMap((kind) => channels.map((channel) => ({ kind, channel })));
    const kept = refused.filter(({ channel }) => !channels.includes(channel));
    const unwanted = asked.filter(({ kind, channel }) => !wanted.includes(`${kind}:${channel}`));
    await setRefusals(trx, wishes.personId, [...kept, ...unwanted]);
    for (const one of addresses) {
      const chosen = daily.includes(String(one.id));
      if (chosen !== one.daily) await chooseDigest(trx, services, one.id, chosen);
    }
    return true;
  });
}
