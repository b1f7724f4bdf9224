/** Notices of north with a reply slip: one that is written, one that is out and was answered from paper with a file. */
import { sql } from 'kysely';
import { signLink } from '../../src/features/delivery/feature.ts';
import { byAt, type MovableClock, value } from '../../src/features/notices/factory.ts';
import { enterAnswer } from '../../src/features/notices/slips/actions/answering.ts';
import { makeSlipDraft, makeSlipNotice, outing } from '../../src/features/notices/slips/factory.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';
import { plainPdf } from '../support/pdf.ts';

export interface SlipSamples {
  draft: number;
  out: number;
  file: number;
  /** Of a guardian who has answered, and of one who has not. */
  answered: string;
  open: string;
}

export async function makeSlipSamples(services: Services & { clock: MovableClock }, cast: Cast): Promise<SlipSamples> {
  const spec = {
    office: cast.north.organisation.id,
    author: byAt(cast.members['north.editor']),
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' as const }],
    deadlineOn: '2099-06-30',
  };
  const questions = outing.map((question) => ({ ...question, from: undefined, to: undefined }));
  const draft = await makeSlipDraft(services, spec, 'child', questions);
  const { id, messageId } = await makeSlipNotice(services, spec, 'child', questions);
  const { mother, father, pupil } = cast.separated;
  const given: Record<string, string[]> = { q1: ['agree'], q2: ['1'], q3: ['2'], q6: ['下午四点来接'] };
  const pdf = { name: '同意书.pdf', content: plainPdf };
  const classId = cast.north.classes[0]?.organisation.id as number;
  value(
    await enterAnswer(
      services,
      byAt(cast.members['north.teacher']),
      id,
      { classId, guardianId: mother, pupilId: pupil },
      { values: (field) => given[field] ?? [], files: new Map([[7, pdf]]), taken: new Set() },
    ),
  );
  const { rows } = await sql<{ id: number }>`select max(id) as id from notice_slip_file`.execute(services.db);
  const token = (personId: number) => signLink(services.secrets, { messageId, personId, epoch: 0 });
  return { draft: draft.id, out: id, file: rows[0]?.id as number, answered: token(mother), open: token(father) };
}
