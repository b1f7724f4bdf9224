/** The short form of `belfry bench faults`: kills at random points of a send of 2,000 mails, and of 2,000 daily ones. */
import { afterAll, expect, it } from 'vitest';
import { digestFaultRound, faultRound, makeRig, type Victim } from '../../bench/faults.ts';

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

it.each<[string, Victim[]]>([
  ['a worker', ['worker', 'worker']],
  ['workers and the database', ['both', 'worker']],
])(
  'in the middle of an alert nothing is lost, and at most a batch comes twice, when %s is killed',
  async (_, kills) => {
    const round = await faultRound(rig, kills, Math.random, true);
    expect(round.lost).toBe(0);
    expect(round.wrong).toBe(0);
    expect(round.twice).toBeLessThanOrEqual(round.allowedTwice);
  },
);

it.each<[string, Victim[]]>([
  ['a worker', ['worker', 'worker']],
  ['the database', ['database']],
  ['workers and the database', ['both', 'both']],
])('in the middle of the daily mail nothing is lost when %s is killed', async (_, kills) => {
  const round = await digestFaultRound(rig, kills, Math.random);
  expect(round.lost).toBe(0);
  expect(round.wrong).toBe(0);
  expect(round.twice).toBeLessThanOrEqual(round.allowedTwice);
});
