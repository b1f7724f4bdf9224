/**
 * What came of a case, as whoever holds the receipt sees it below its state: the answer, whether it settles the matter, the
 * way to a review. The room that answers gives the parts; each form in them carries the code as a hidden field `code`.
 */
import type { Content, Markup } from '#ui/content.ts';

export function CaseOutcome({ parts }: { parts: readonly Content[] }): Markup {
  return <>{parts}</>;
}
