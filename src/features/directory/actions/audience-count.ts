/** How many people an audience has, for pages: small ones counted now, large ones as counted within the last hour. */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { type Audience, kindsInUse } from '../model.ts';
import { audienceBySchool, type ChannelFigures, isLarge, type SchoolFigure } from '../queries/audience-figures.ts';
import { audiencesAskedSince, type KeptFigures, keepFigures, keptFigures, noteAsked } from '../queries/kept-figures.ts';

const minute = 60_000;
/** Longer than the hour after which the job counts again, so that nobody has to wait in between. */
const holdsFor = 75 * minute;
const forgottenAfter = 12 * 60 * minute;

type Needed = Pick<Services, 'db' | 'clock' | 'config'>;

export interface CountedAudience {
  total: ChannelFigures;
  bySchool: SchoolFigure[];
  /** When a large audience was counted; null: just now. */
  countedAt: Date | null;
}

/** Figures for a page. What decides (approving, publishing) calls `audienceSize`, which counts anew. */
export async function countedAudience(services: Needed, audience: Audience): Promise<CountedAudience> {
  const { db, clock, config } = services;
  const now = clock.now();
  const today = localDate(now, config.timeZone);
  if (audience.include.length === 0) return summed([], null);
  const kinds = kindsInUse(config);
  if (!(await isLarge(db, audience))) return summed(await audienceBySchool(db, audience, today, kinds), null);
  const kept = await keptFigures(db, { audience, kinds }, today, new Date(now.getTime() - holdsFor));
  if (kept) await noteAsked(db, { audience, kinds }, now);
  const { schools, countedAt } = kept ?? (await countOnce(services, audience, today));
  return summed(schools, countedAt);
}

/** Hourly: those that somebody has looked at in the last hours. */
export async function recountAudiences(services: Needed): Promise<void> {
  const { db, clock, config } = services;
  const now = clock.now();
  const today = localDate(now, config.timeZone);
  // One after the other: each reads the whole directory.
  for (const audience of await audiencesAskedSince(db, kindsInUse(config), new Date(now.getTime() - forgottenAfter))) {
    await count(services, audience, today);
  }
}

/** Counts that run in this process, so that a page asked for twice does not count twice. */
const running = new WeakMap<Services['db'], Map<string, Promise<KeptFigures>>>();

function countOnce(services: Needed, audience: Audience, today: string): Promise<KeptFigures> {
  const key = `${today} ${JSON.stringify(audience)}`;
  const ofDatabase = running.get(services.db) ?? new Map<string, Promise<KeptFigures>>();
  running.set(services.db, ofDatabase);
  const known = ofDatabase.get(key);
  if (known) return known;
  const counting = count(services, audience, today).finally(() => ofDatabase.delete(key));
  ofDatabase.set(key, counting);
  return counting;
}

async function count({ db, clock, config }: Needed, audience: Audience, today: string): Promise<KeptFigures> {
  const kinds = kindsInUse(config);
  const counted = { countedAt: clock.now(), schools: await audienceBySchool(db, audience, today, kinds) };
  await keepFigures(db, { audience, kinds }, today, counted);
  return counted;
}

function summed(bySchool: SchoolFigure[], countedAt: Date | null): CountedAudience {
  const total = { people: 0, email: 0, sms: 0, none: 0, phoneOnly: 0 };
  for (const row of bySchool) {
    total.people += row.people;
    total.email += row.email;
    total.sms += row.sms;
    total.none += row.none;
    total.phoneOnly += row.phoneOnly;
  }
  return { total, bySchool, countedAt };
}
