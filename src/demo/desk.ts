/** What the offices of schools have done in the demo's year, and what waits for them. */
import { randomBytes } from 'node:crypto';
import { openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { seedCodes } from '#features/directory/seed-codes.ts';
import { type ProposedCorrection, seedDesk, seedSheet, seedYear } from '#features/directory/seed-desk.ts';
import { reachOf } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Services } from '#platform/services.ts';
import { lateJoiners } from './contents/sheet.ts';
import { expected, type Filled } from './fill.ts';
import type { Place } from './places.ts';

const dayMs = 86_400_000;

export async function workAtDesks(services: Services, { places, staff }: Filled): Promise<void> {
  const now = services.clock.now();
  const { bureau } = places;
  const [school, other] = places.schools;
  const administrator = staff.shown.find(({ key }) => key === 'administrator');
  if (!administrator || !school || !other) throw new Error('The demo has no administrator or too few schools.');
  const { accountId } = administrator;
  const grants = [{ role: 'administrator', organisationId: bureau.id, path: bureau.path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name: '', grants } as const;
  const reach = reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] });
  const deskAt = (at: Date) => ({ accountId, reach, at, today: localDate(at, services.config.timeZone) });
  const desk = deskAt(now);
  const corrections = proposals((days) => new Date(now.getTime() - days * dayMs));
  await services.db.transaction().execute(async (trx) => {
    for (const outcome of await seedDesk(trx, { desk, schoolPath: school.path, corrections })) expected(outcome);
    expected(await seedYear(trx, deskAt(new Date(now.getTime() - 20 * dayMs)), other.id));
  });
  const bytes = await lateJoiners(school.name, await lastClass(services, school));
  const sheet = { schoolId: school.id, by: administrator.name, name: '插班生登记表.xlsx', size: bytes.length };
  expected(await seedSheet(services, desk, { ...sheet, fd: unnamedFile(bytes) }));
  expected(await seedCodes(services, desk, school.path));
}

function proposals(ago: (days: number) => Date): ProposedCorrection[] {
  return [
    { kind: 'sms', value: () => '15400018826', proposedAt: ago(1) },
    { kind: 'email', value: () => 'new-address@mail.example', proposedAt: ago(2) },
    { kind: 'name', value: (name) => `${name.slice(0, -1)}英`, proposedAt: ago(3) },
    { kind: 'language', value: () => 'bo', proposedAt: ago(6), decided: 'accepted' },
    { kind: 'sms', value: () => '15400017135', proposedAt: ago(8), decided: 'accepted' },
    {
      ...{ kind: 'email', value: () => 'office@qinghe.example', proposedAt: ago(9) },
      decided: { declined: '这是学校办公室的公用邮箱，请填写家长本人的邮箱。' },
    },
  ];
}

async function lastClass({ db }: Services, { path }: Place): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from organisation
    where kind = 'class' and ended_on is null and path <@ ${path}::ltree order by id desc limit 1`.execute(db);
  return rows[0]?.name as string;
}

/** A file without a name from the moment it is open: nothing of it stays on the disk. */
function unnamedFile(bytes: Uint8Array): number {
  const path = join(tmpdir(), `belfry-demo-${randomBytes(12).toString('hex')}`);
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  writeSync(fd, bytes);
  return fd;
}
