/**
 * An alert of an incident to 100,000 families by mail and text message at once, published while an ordinary notice to the
 * same 100,000 is being sent: seconds from the officer's click to the first hand-over, by the clock that the desk shows.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { alertProgress, progress } from '../src/features/delivery/feature.ts';
import { startDelivery } from '../src/features/delivery/sender/loop.ts';
import { declare } from '../src/features/incidents/actions/declare.ts';
import { publishUpdate } from '../src/features/incidents/actions/respond.ts';
import { localDate, systemClock } from '../src/platform/clock.ts';
import type { Services } from '../src/platform/services.ts';
import type { Outcome } from '../src/platform/trouble.ts';
import { draftFor, send, testServices, until } from '../test/support/delivery.ts';
import { makeSyntheticDirectory } from '../test/support/synthetic-directory.ts';
import { type BenchOptions, type BenchResult, result } from './result.ts';
import { type BenchServer, startBenchServer } from './server.ts';
import { startSink } from './sink.ts';
import { startTextSink } from './text-sink.ts';

const goalSeconds = 2;

export async function run({ say, scale }: BenchOptions): Promise<BenchResult[]> {
  const families = Math.round(100_000 * scale);
  const bench = await startBenchServer();
  const sink = await startSink({ tally: true });
  const texts = await startTextSink();
  try {
    const { db, owner } = bench;
    say(`making a directory of ${families.toLocaleString('en')} families with mailbox and phone`);
    const { districtId } = await makeSyntheticDirectory(db, { guardians: families, bare: true });
    await sql`insert into contact_point (person_id, kind, address, rank)
      select person_id, 'sms', '+86138' || lpad(person_id::text, 8, '0'), 2 from contact_point`.execute(db);
    await owner.query('vacuum analyze');
    const services = testServices(db, {
      ...{ BELFRY_SMTP_URL: sink.url, BELFRY_SMTP_POOL: '8', BELFRY_SMS_URL: texts.url, BELFRY_SMS_TOKEN: 'x' },
      BELFRY_SMS_RATE: '1000',
    });
    const { by, incidentId } = await declareFlood(bench, services, districtId);
    const loop = startDelivery(services);
    say('an ordinary notice to all of them');
    const notice = await send(services, draftFor(districtId, families));
    const some = Math.min(5000, Math.round(families / 10));
    await until(
      () => sink.total(),
      (n) => n >= some,
      600_000,
    );
    say('the click');
    const click = performance.now();
    const at = systemClock.now();
    const words = {
      headline: '暴雨洪水：学生留校',
      description: '县道中断，校车停运。',
      instruction: '请不要前往接送。',
    };
    const update = {
      ...{ texts: { 'zh-CN': words }, nextUpdateAt: null, hours: 24, revision: 1 },
      send: { roles: ['guardians' as const], people: families },
    };
    made(await db.transaction().execute((trx) => publishUpdate(trx, { ...by, at }, incidentId, update)));
    const committed = performance.now() - click;
    const noticeAtClick = (await progress(db, notice))?.delivered ?? 0;
    const alertId = await alertOf(services, incidentId);
    const first = await firstHandOver(services, alertId, at);
    const noticeAtFirst = (await progress(db, notice))?.delivered ?? 0;
    say(`the first after ${first} ms`);
    for (;;) {
      await pause(1000);
      const now = await alertProgress(db, alertId);
      if (now && !now.going) break;
    }
    const end = await alertProgress(db, alertId);
    const noticeAtEnd = (await progress(db, notice))?.delivered ?? 0;
    await loop.stop();
    const { ms50, ms95, ms99 } = end?.clock ?? { ms50: null, ms95: null, ms99: null };
    const byChannel = end?.channels.map((one) => `${one.channel} ${one.progress.delivered.toLocaleString('en')}`);
    if (end?.reached !== families) throw new Error(`Only ${end?.reached} of ${families} were reached.`);
    return [
      {
        ...result({
          ...{ name: 'alert', unit: 's', goal: 1, smallerIsBetter: true, figure: first / 1000, limit: goalSeconds },
          note:
            `from the click to the first hand-over, of which the commit took ${Math.round(committed)} ms; handed over to 50, 95 ` +
            `and 99 of a hundred after ${inSeconds(ms50)}, ${inSeconds(ms95)} and ${inSeconds(ms99)} s; ${byChannel?.join(', ')}; of the ` +
            `ordinary notice ${noticeAtClick.toLocaleString('en')} had left at the click, ${noticeAtFirst.toLocaleString('en')} at the ` +
            `first hand-over, ${noticeAtEnd.toLocaleString('en')} when the alert was out`,
        }),
        more: { commitMs: Math.round(committed), ms50: ms50 ?? -1, ms95: ms95 ?? -1, ms99: ms99 ?? -1 },
      },
    ];
  } finally {
    await texts.stop();
    await sink.stop();
    await bench.stop();
  }
}

const inSeconds = (ms: number | null): string => (ms === null ? '?' : (ms / 1000).toFixed(1));

function made<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.troubles.map(({ key }) => key).join(', '));
  return outcome.value;
}

/** An officer of the district, and a flood that touches all of it. */
async function declareFlood({ db, owner }: BenchServer, services: Services, districtId: number) {
  const { rows } = await owner.query(
    `insert into account (person_id, login, display_name, state)
     select min(id), 'officer', 'officer', 'active' from person returning id`,
  );
  const { publicUrl, timeZone, sms } = services.config;
  const at = systemClock.now();
  const by = {
    ...{ accountId: Number(rows[0].id), at, today: localDate(at, timeZone), site: { publicUrl, timeZone, sms } },
    reach: { paths: [String(districtId)], brand: 'reach' as const },
  };
  const wish = {
    kind: 'flood',
    level: 2,
    exercise: false,
    place: '',
    others: [],
    organisationIds: [districtId],
  } as const;
  const declared = made(await db.transaction().execute((trx) => declare(trx, by, wish)));
  if (!('id' in declared)) throw new Error('not declared');
  return { by, incidentId: declared.id };
}

async function alertOf({ db }: Services, incidentId: number): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`select max(id) as id from incident_alert where incident_id = ${incidentId}`.execute(db);
  return rows[0]?.id as number;
}

/** As it is recorded, which is after the mail server or the gateway has said yes. */
async function firstHandOver({ db }: Services, alertId: number, from: Date): Promise<number> {
  const ask = async () => {
    const { rows } = await sql<{ at: Date | null }>`select min(d.settled_at) as at from message m
      join delivery d on d.message_id = m.id and d.period = m.period and d.state = 2
      where m.alert_id = ${alertId}`.execute(db);
    return rows[0]?.at ?? null;
  };
  const at = await until(ask, (found) => found !== null, 120_000);
  return (at as Date).getTime() - from.getTime();
}
