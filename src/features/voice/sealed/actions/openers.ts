/** Which keys a case can be sealed to. */
import { holdersOf } from '#features/accounts/feature.ts';
import { type Organisation, theDistrict } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import type { Kind } from '../../model/kinds.ts';
import { type Opener, type OpenerWish, openersFor } from '../model/box.ts';
import { accountsWithin, keysNow } from '../queries/keys.ts';

/** Keys in use whose holders are ombudspersons of the district today: a grant that has ended ends this at once. */
export async function keysInUse({ db, clock, config }: Services): Promise<Opener[]> {
  const today = localDate(clock.now(), config.timeZone);
  const [keys, district] = await Promise.all([keysNow(db), theDistrict(db)]);
  if (keys.length === 0 || !district) return [];
  const holders = new Set((await holdersOf(db, 'ombudsperson', district.path, today)).map((one) => one.accountId));
  return keys.filter(({ accountId }) => holders.has(accountId));
}

/** The keys to which the name of such a case is sealed; none: it can only be brought anonymously. */
export async function openersOf(
  services: Services,
  about: { kind: Kind; concerned: Organisation | undefined; wish: OpenerWish },
): Promise<Opener[]> {
  const keys = await keysInUse(services);
  const { db, clock, config } = services;
  const today = localDate(clock.now(), config.timeZone);
  const accounts = keys.map(({ accountId }) => accountId);
  const within = about.concerned ? await accountsWithin(db, accounts, about.concerned.path, today) : new Set<number>();
  return openersFor(keys, { ...about, within });
}
