/** The slot for what came of a case: the room that answers fills it (pages/outcome.tsx). */
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import type { Content } from '#ui/content.ts';
import type { Case } from '../queries/cases.ts';

/** Parts below the state of the case, in their order; forms in them carry `code` as a hidden field. */
export async function outcomeOf(
  _services: Services,
  _found: Case,
  _reader: { code: string; language: Language; today: string },
): Promise<readonly Content[]> {
  return [];
}
