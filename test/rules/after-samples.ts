/** Notices of the school in the north after their publication, for the routes of corrections, urgency and forwards. */
import { signLink } from '../../src/features/delivery/feature.ts';
import { startCorrection } from '../../src/features/notices/actions/correct.ts';
import { startForward } from '../../src/features/notices/actions/forward.ts';
import { publishUrgently } from '../../src/features/notices/actions/urgent.ts';
import { applyable } from '../../src/features/notices/corrections.fixture.ts';
import { byAt, type MovableClock, makeDraft, makePublished, value } from '../../src/features/notices/factory.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

type Sample = Record<string, string | number>;

export async function makeAfterSamples(
  services: Services & { clock: MovableClock },
  cast: Cast,
): Promise<Record<string, Sample>> {
  const north = cast.north.organisation.id;
  const spec = {
    office: north,
    author: byAt(cast.members['north.editor']),
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: north, role: 'guardians' as const }],
    deadlineOn: '2099-06-30',
  };
  const corrected = await makePublished(services, spec);
  await applyable(services, spec)(corrected.id, { body: '各位家长：到校时间推迟三十分钟。' });
  const correction = value(await startCorrection(services, spec.author, corrected.id)).id;
  const draft = await makeDraft(services, spec);
  const urgent = await makeDraft(services, spec);
  value(await publishUrgently(services, spec.author, urgent.id, urgent.revision, '今晚有暴雨'));
  const bureau = { author: byAt(cast.members['bureau.editor']), approver: byAt(cast.members['bureau.approver']) };
  const original = await makePublished(services, { ...spec, ...bureau, office: cast.district.id });
  const passed = { organisationId: north, preface: '我校同时调整校车。' };
  const forward = value(await startForward(services, spec.author, original.id, passed)).id;

  const personId = cast.north.classes[1]?.guardians[0] as number;
  const token = signLink(services.secrets, { messageId: corrected.messageId, personId, epoch: 0 });
  const own = '/desk/notices/:notice';
  const samples: Record<string, Sample> = {
    [`${own}/correction`]: { notice: correction },
    [`${own}/difference`]: { notice: correction },
    [`${own}/urgent`]: { notice: draft.id },
    [`${own}/countersign`]: { notice: urgent.id },
    [`${own}/preface`]: { notice: forward },
    // The bureau passes nothing on; a school does, of the bureau's.
    [`${own}/forward`]: { elsewhere: 'yes' },
    '/desk/class-notices/pass-on/:notice': { elsewhere: 'yes' },
  };
  for (const below of ['/notices/:notice', own, '/m/:token']) {
    samples[`${below}/versions/:version`] = { notice: corrected.id, token, version: 1 };
    samples[`${below}/versions/:version/changes`] = { notice: corrected.id, token, version: 2 };
  }
  return samples;
}
