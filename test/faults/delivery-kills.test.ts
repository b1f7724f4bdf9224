/** The short form of `belfry bench faults`: kills at random points of a send of 2,000 mails. */
import { afterAll, expect, it } from 'vitest';
import { faultRound, makeRig, type Victim } from '../../bench/faults.ts';

const rig = await makeRig(2000);
afterAll(() => rig.stop());

it.each<[string, Victim[]]>([
  ['a worker', ['worker']],
  ['the database', ['database']],
  ['workers and the database', ['both', 'worker', 'both']],
])('loses nothing and sends at most a batch a killed worker twice when %s is killed', async (_, kills) => {
  const round = await faultRound(rig, kills, Math.random);
  expect(round.lost).toBe(0);
  expect(round.wrong).toBe(0);
  expect(round.twice).toBeLessThanOrEqual(round.allowedTwice);
});
