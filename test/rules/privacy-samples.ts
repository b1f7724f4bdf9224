/** Objects for the routes on personal data. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

type Sample = Record<string, string | number>;

/** Opens the copy of the sample request, once. */
export const copyToken = 'a-link-to-the-copy-of-one-person';

export async function makePrivacySamples(services: Services, cast: Cast): Promise<Record<string, Sample>> {
  const { db, clock } = services;
  const now = clock.now();
  const { accountId } = cast.members['bureau.administrator'];
  const second = cast.members['bureau.second_administrator'].accountId;
  const one = async (query: ReturnType<typeof sql<{ id: number }>>): Promise<number> => {
    const { rows } = await query.execute(db);
    return rows[0]?.id ?? 0;
  };
  const hold = await one(sql`insert into retention_hold (kind, reason, until_on, proposed_by, proposed_at)
    values ('notices.replies', '法院来函（2026）字第12号', '2099-01-31', ${accountId}, ${now}) returning id`);
  const { mother, father } = cast.separated;
  const until = new Date(now.getTime() + 3_600_000);
  const request =
    await one(sql`insert into data_request (person_id, kind, with_children, asked_through, asked_on, due_on,
      organisation_id, state, checked_how, checked_by, checked_at, token_hash, token_expires_at)
    values (${mother}, 'copy', true, 'link', '2026-07-01', '2026-07-22', ${cast.north.organisation.id}, 'checked', 'known',
      ${accountId}, ${now}, ${createHash('sha256').update(copyToken).digest()}, ${until}) returning id`);
  await sql`insert into data_request (person_id, kind, asked_through, asked_on, due_on, organisation_id)
    values (${father}, 'erasure', 'link', '2026-07-01', '2099-07-22', ${cast.north.organisation.id})`.execute(db);
  const erasure = await one(sql`insert into erasure (person_id, reason, marked, proposed_by, proposed_at)
    values (${father}, 'asked', true, ${second}, ${now}) returning id`);
  const record = await one(sql`insert into privacy_record (kind, title, created_by, created_at, found_at)
    values ('breach', '丢失一个备份硬盘', ${second}, ${now}, ${now}) returning id`);
  await sql`insert into privacy_record_version (record_id, version, answers, account_id, at)
    values (${record}, 1, ${JSON.stringify({ what: '存放备份的移动硬盘遗失，内容已加密。' })}::jsonb, ${second}, ${now})`.execute(
    db,
  );
  const desk = '/desk/privacy';
  const retention = `${desk}/retention`;
  const entry = `${desk}/records/:record{[0-9]+}`;
  const letter = '/letters/:to{authority|persons}/:language{zh-CN|en}/letter';
  return {
    // The rules and registers are the district's: a school's administrator, who carries the permission, has nothing to
    // see there.
    [retention]: { elsewhere: 'yes' },
    [`${retention}/:rule/hold`]: { rule: 'delivery.rows' },
    [`${retention}/holds/:hold`]: { hold },
    [`${desk}/erased`]: { elsewhere: 'yes' },
    ...Object.fromEntries(['', '/copy', '/link'].map((room) => [`${desk}/requests/:request${room}`, { request }])),
    [`${desk}/erasures/:erasure`]: { erasure },
    [`${desk}/people/:person/erase`]: { person: mother },
    [`${desk}/records/:kind{processing|assessment|breach}`]: { kind: 'breach' },
    ...Object.fromEntries(
      [
        '',
        '/edit',
        '/record.pdf',
        '/record.docx',
        '/letters',
        `${letter}.pdf`,
        `${letter}.docx`,
        '/steps',
        '/versions/:version',
      ].map((room) => [`${entry}${room}`, { record, version: 1, to: 'persons', language: 'en' }]),
    ),
  };
}
