/** What the demo's schools practised in this school year; some have still to do so this month. */
import { seedTraining } from '#features/training/seed.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import type { Services } from '#platform/services.ts';
import type { Filled } from './fill.ts';

const practised = [
  { kind: 'earthquake', minutes: 12, found: '三楼西侧楼梯拥挤，改为分两批下楼。' },
  { kind: 'fire', minutes: 9, found: '全体撤离用时两分四十秒，按路线有序到达操场。' },
  { kind: 'flood', minutes: 20, found: '低洼处车棚需增设警示牌。' },
  { kind: 'attack', minutes: 15, found: '门卫室一键报警已重新测试。' },
] as const;

export async function writeDrills(services: Services, { places, staff }: Filled): Promise<void> {
  const { clock, config } = services;
  const officer = staff.shown.find((shown) => shown.key === 'safety_officer');
  if (!officer) throw new Error('The demo has no safety officer.');
  const today = localDate(clock.now(), config.timeZone);
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0);
  const months = monthsUntil(`${year}-09-01`, today);
  const drills = places.schools.flatMap((school, index) =>
    months.flatMap((month, n) => {
      const heldOn = addDays(month, 4 + ((index * 7 + n * 3) % 15));
      // One school passed over a month; every third has not yet practised in the one that runs.
      const left = heldOn >= today || (index === 2 && n === 1) || (index % 3 === 1 && n === months.length - 1);
      const what = practised[(index + n) % practised.length];
      if (left || !what) return [];
      const people = { pupils: 180 + ((index * 67) % 420), staff: 22 + ((index * 5) % 30) };
      return [{ organisationId: school.id, heldOn, ...what, ...people }];
    }),
  );
  await seedTraining(services, {
    officer: { accountId: officer.accountId, organisationId: places.bureau.id, path: places.bureau.path },
    drills,
  });
}

/** The first days of the months in which drills are asked for. */
function monthsUntil(first: string, today: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= today; month = `${addDays(month, 31).slice(0, 7)}-01`) {
    if (![2, 7, 8].includes(Number(month.slice(5, 7)))) months.push(month);
  }
  return months;
}
