import { expect, test } from 'vitest';
import { killRounds } from './embedded-kill.ts';

// bin/test runs a short form; the long one is BELFRY_KILL_ROUNDS=50 bin/test --only faults.
const rounds = Number(process.env.BELFRY_KILL_ROUNDS ?? 5);

test(`no acknowledged row is lost in ${rounds} rounds of kill -9`, { timeout: 60_000 + rounds * 10_000 }, async () => {
  const result = await killRounds(rounds);
  console.info(
    `${result.rounds} rounds, ${result.acknowledged} rows acknowledged, slowest restart ${result.slowestMs} ms`,
  );
  expect(result.lost).toBe(0);
  expect(result.acknowledged).toBeGreaterThan(rounds * 20);
});
