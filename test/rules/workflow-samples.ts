/** Rules of approval, templates, series and plans of the school in the north, for the routes that name one. */
import { setRule } from '../../src/features/notices/chains/actions/rules.ts';
import { byAt, value } from '../../src/features/notices/factory.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Cast } from '../support/cast.ts';

export async function makeWorkflowSamples(
  services: Services,
  cast: Cast,
): Promise<Record<string, Record<string, string | number>>> {
  const north = cast.north.organisation.id;
  const rule = value(
    await setRule(services, byAt(cast.members['bureau.administrator']), {
      organisationId: north,
      // Of a kind that no other sample has.
      kind: 'exam',
      reach: null,
      steps: ['school', 'bureau'],
      remindAfter: 2,
    }),
  );
  return {
    '/desk/notices/approval-rules/:rule': { rule: rule.id },
    '/desk/notices/approval-rules/:rule/end': { rule: rule.id },
  };
}
