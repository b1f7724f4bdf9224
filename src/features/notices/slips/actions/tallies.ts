/** How a slip was answered, for pages: of small audiences counted now, of large ones as counted within the last hour. */
import { isLargeAudience } from '#features/directory/feature.ts';
import type { Reach } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import type { Whole } from '../../model/notice.ts';
import { noticeById, wholeOf } from '../../queries/notices.ts';
import type { Slip } from '../model/slip.ts';
import {
  askedSince,
  type Counted,
  type KeptTallies,
  keepTallies,
  keptTallies,
  noteAsked,
} from '../queries/kept-tallies.ts';
import { type Tallies, talliesOf } from '../queries/tallies.ts';

const minute = 60_000;
/** Longer than the time after which the job counts again, so that nobody has to wait in between. */
const holdsFor = 40 * minute;
const forgottenAfter = 12 * 60 * minute;

type Needed = Pick<Services, 'db' | 'clock' | 'config'>;

export interface CountedTallies extends Tallies {
  /** When the answers to a large notice were counted; null: just now. */
  countedAt: Date | null;
}

/** Without `reach` the whole notice; with it what a school sees of a notice of its bureau. */
export async function countedTallies(
  services: Needed,
  whole: Whole & { slip: Slip },
  reach: Reach | undefined,
): Promise<CountedTallies> {
  const { db, clock } = services;
  const within = reach?.paths;
  if (!(await isLargeAudience(db, whole.audience, reach))) {
    return { ...(await tallies(services, whole, { within, everything: false })), countedAt: null };
  }
  const now = clock.now();
  const counted = { noticeId: whole.notice.id, within };
  const kept = await keptTallies(db, counted, todayOf(services), new Date(now.getTime() - holdsFor));
  if (kept) await noteAsked(db, counted, now);
  const found = kept ?? (await countOnce(services, whole, counted));
  return { ...found.tallies, countedAt: found.countedAt };
}

/** Every half hour: those that somebody has looked at in the last hours. */
export async function recountTallies(services: Needed): Promise<void> {
  const { db, clock } = services;
  // One after the other: each reads the guardianships of a whole district.
  for (const counted of await askedSince(db, new Date(clock.now().getTime() - forgottenAfter))) {
    const notice = await noticeById(db, counted.noticeId);
    const whole = notice && (await wholeOf(db, notice));
    if (whole?.slip) await count(services, { ...whole, slip: whole.slip }, counted);
  }
}

/** Counts that run in this process, so that a page asked for twice does not count twice. */
const running = new WeakMap<Services['db'], Map<string, Promise<KeptTallies>>>();

function countOnce(services: Needed, whole: Whole & { slip: Slip }, counted: Counted): Promise<KeptTallies> {
  const key = JSON.stringify(counted);
  const ofDatabase = running.get(services.db) ?? new Map<string, Promise<KeptTallies>>();
  running.set(services.db, ofDatabase);
  const known = ofDatabase.get(key);
  if (known) return known;
  const counting = count(services, whole, counted).finally(() => ofDatabase.delete(key));
  ofDatabase.set(key, counting);
  return counting;
}

async function count(services: Needed, whole: Whole & { slip: Slip }, counted: Counted): Promise<KeptTallies> {
  const kept = {
    countedAt: services.clock.now(),
    tallies: await tallies(services, whole, { within: counted.within, everything: true }),
  };
  await keepTallies(services.db, counted, todayOf(services), kept);
  return kept;
}

function tallies(
  services: Needed,
  { notice, audience, slip }: Whole & { slip: Slip },
  bounds: { within: readonly string[] | undefined; everything: boolean },
) {
  const countable = slip.questions.filter(({ kind }) => kind !== 'text' && kind !== 'file').map(({ key }) => key);
  return talliesOf(services.db, notice.id, slip.per, audience, todayOf(services), countable, bounds);
}

function todayOf({ clock, config }: Needed): string {
  return localDate(clock.now(), config.timeZone);
}
