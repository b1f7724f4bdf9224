/** The demo's doors to what is in public: published answers, and figures released when their day had come. */
import { fixedClock } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome } from '#platform/trouble.ts';
import { sayConsent } from './published/actions/consent.ts';
import { approvePrepared, preparePublication, takeBackPublished } from './published/actions/prepare.ts';
import { publishOne } from './published/actions/publish.ts';
import type { PublicText, WithdrawalGround } from './published/model/published.ts';
import { publicationOf } from './published/queries/published.ts';
import type { Ground } from './seed-handling.ts';
import { releaseDue } from './statistics/actions/release.ts';
import { duePeriods } from './statistics/model/release.ts';
import { firstReceived } from './statistics/queries/release.ts';

export type PublicAct =
  /** Written by one and checked by the other; with `change` it corrects what is in public. */
  | { act: 'publish'; public: PublicText; change?: string }
  /** The daily run of that day. */
  | { act: 'goOut' }
  | { act: 'takeBack'; ground: Exclude<WithdrawalGround, 'permission'>; reason: string }
  /** By the person. */
  | { act: 'forbid' };

const acts: readonly string[] = ['publish', 'goOut', 'takeBack', 'forbid'] satisfies PublicAct['act'][];

export function isPublicAct<T extends { act: string }>(act: T): act is Extract<T, PublicAct> {
  return acts.includes(act.act);
}

/** One of them, as the desk, the daily run or the person does it. */
export async function carryOutPublic(trx: Transaction, ground: Ground, act: PublicAct): Promise<Outcome<unknown>> {
  const { id, number, day, one, other } = ground;
  if (act.act === 'takeBack') return takeBackPublished(trx, one, number, act);
  if (act.act === 'forbid') return sayConsent(trx, id, day, { act: 'publishNo', name: '', revision: '' });
  if (act.act === 'goOut') {
    if (!(await publishOne(trx, id, day))) throw new Error(`Nothing of case ${number} was to be published on ${day}.`);
    return done(null);
  }
  const written = await preparePublication(trx, one, number, { ...act.public, change: act.change ?? '', revision: 0 });
  if (!written.ok) return written;
  return approvePrepared(trx, other, number, (await publicationOf(trx, id))?.revision ?? 0);
}

/** Each release on its own day; gives their codes. */
export async function seedReleases(services: Services, today: string): Promise<string[]> {
  const first = await firstReceived(services.db);
  const days = first ? duePeriods(first, today).map(({ releaseOn }) => releaseOn) : [];
  const codes: string[] = [];
  for (const day of [...new Set(days)].sort()) {
    // Noon in the district is that day everywhere nearby.
    const clock = fixedClock(new Date(`${day}T04:00:00Z`));
    codes.push(...(await releaseDue({ ...services, clock })));
  }
  return codes;
}
