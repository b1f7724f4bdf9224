/** A case that complains of the school in the south, handled by the one in the north; its handlers have said that they need not keep out. */
import { sql } from 'kysely';
import { makeCase } from '../../src/features/voice/handling/factory.ts';
import {
  accusedRoom,
  answerRoom,
  casePattern,
  conflictRoom,
  filePattern,
  redactRoom,
  templatePattern,
  workRoom,
} from '../../src/features/voice/handling/paths.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

export async function makeVoiceSamples(
  { db }: Services,
  cast: Cast,
): Promise<Record<string, Record<string, string | number>>> {
  const made = await makeCase(db, {
    kind: 'complaint',
    organisationId: cast.south.organisation.id,
    officeId: cast.north.organisation.id,
    assignedOn: '2026-07-01',
    text: '食堂饭菜时常是凉的，反映多次没有改进。',
    receivedOn: '2026-07-01',
    dueOn: '2099-07-16',
    state: 'accepted',
    acceptedOn: '2026-07-02',
  });
  for (const name of ['bureau.case_handler', 'north.case_handler'] as const) {
    await sql`insert into voice_conflict (case_id, account_id, day, out)
      values (${made.id}::uuid, ${cast.members[name].accountId}, '2026-07-02', false)`.execute(db);
  }
  await sql`insert into voice_accused (case_id, name, position) values (${made.id}::uuid, '某某', '食堂承包人')`.execute(
    db,
  );
  const { rows: files } = await sql<{ id: string }>`
    insert into voice_file (case_id, position, media_type, size, content)
    values (${made.id}::uuid, 0, 'image/png', 1, '\\x89') returning id`.execute(db);
  const { rows: templates } = await sql<{ id: number }>`
    insert into voice_template (name, language, text)
    values ('受理告知', 'zh-CN', '您反映的事项（[[number]]）由[[office]]办理，[[due]]前答复。') returning id`.execute(
    db,
  );
  // Ombudspersons carry the permission too, for what complains of the district: this case is not there for them.
  const rooms = [
    casePattern,
    filePattern,
    ...[conflictRoom, workRoom, answerRoom, accusedRoom, redactRoom].map((r) => r.pattern),
  ];
  return {
    ...Object.fromEntries(
      rooms.map((room) => [room, { case: made.number, file: files[0]?.id ?? '', elsewhere: 'yes' }]),
    ),
    // About nobody: administrators of every school read them.
    [templatePattern]: { forAll: 'yes', template: templates[0]?.id ?? 0 },
  };
}
