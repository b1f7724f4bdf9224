/** The demo's door: what a bureau has written down, a breach that is over, what two families ask, and a night of retention. */
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import { addStep, approve, close, start } from './actions/records.ts';
import { askThroughLink } from './actions/requests.ts';
import { runRetention } from './actions/retention.ts';
import type { Answers, BreachStep, RecordKind } from './model/records.ts';
import { prefilled } from './prefill.ts';

export interface PrivacySeed {
  /** Writes; the other one approves. */
  administrator: number;
  second: number;
  /** Two guardians who ask for a copy and for an erasure. */
  guardians: readonly [number, number];
  records: readonly { kind: Exclude<RecordKind, 'breach'>; title: string; answers: Answers }[];
  /** Over since the last of its steps. */
  breach: {
    title: string;
    foundAt: Date;
    answers: Answers;
    steps: readonly (Pick<BreachStep, 'kind' | 'text'> & { hours: number })[];
  };
}

export async function seedPrivacy(services: Services, seed: PrivacySeed): Promise<void> {
  const { db, clock, config } = services;
  const at = clock.now();
  const today = localDate(at, config.timeZone);
  const earlier = localDate(new Date(at.getTime() - 3 * 86_400_000), config.timeZone);
  const by = (accountId: number) => ({ accountId, at, today });
  await db.transaction().execute(async (trx) => {
    for (const { kind, title, answers } of seed.records) {
      const whole = { ...prefilled(kind, services, 'zh-CN'), ...answers };
      const id = made(await start(trx, by(seed.administrator), { kind, title, answers: whole, foundAt: null }));
      made(await approve(trx, by(seed.second), id));
    }
    const { title, foundAt, answers, steps } = seed.breach;
    const after = (hours: number) => {
      const then = new Date(foundAt.getTime() + hours * 3_600_000);
      return { accountId: seed.administrator, at: then, today: localDate(then, config.timeZone) };
    };
    const breach = made(await start(trx, after(1), { kind: 'breach', title, answers, foundAt }));
    for (const { hours, ...step } of steps)
      made(await addStep(trx, after(hours), breach, { ...step, doneAt: after(hours).at }));
    made(await close(trx, after((steps.at(-1)?.hours ?? 1) + 1), breach));
    const [one, other] = seed.guardians;
    made(await askThroughLink(trx, one, { kind: 'copy', withChildren: true }, earlier));
    made(await askThroughLink(trx, other, { kind: 'erasure', withChildren: false }, today));
  });
  await runRetention(services);
}

/** The demo's own data has no trouble that a person could mend: trouble is a bug. */
function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`The demo was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value;
}
