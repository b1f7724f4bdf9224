/** What came of a case, and what the person says to it: parts of the page that the desk's room gives (pages/outcome.tsx). */
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { Content } from '#ui/content.ts';
import { Outcome } from '../handling/pages/outcome.tsx';
import { outcomesOf } from '../handling/queries/outcome.ts';
import { ConsentPart } from '../published/pages/consent.tsx';
import { publicationOf, publishedOf } from '../published/queries/published.ts';
import type { Case } from '../queries/cases.ts';
import { askPath } from './paths.ts';

export interface Reader {
  code: string;
  language: Language;
  today: string;
  /** What was typed to ask for a review, where it has to be typed again. */
  review: string;
  /** The name that was typed to be printed, likewise. */
  name: string;
  troubles: readonly Trouble[];
}

/** Parts below the state of the case, in their order; forms in them carry `code` as a hidden field. */
export async function outcomeOf({ db }: Services, found: Case, reader: Reader): Promise<readonly Content[]> {
  const { code, language, troubles } = reader;
  const [outcomes, text, published] = await Promise.all([
    outcomesOf(db, found, reader.today),
    publicationOf(db, found.id),
    publishedOf(db, found.id),
  ]);
  const action = askPath('opinion', language);
  const props = { outcomes, language, lang: found.language, action, code, troubles, typed: { review: reader.review } };
  const shown = text?.approvedOn && found.mayPublish ? text : undefined;
  const out = published?.withdrawnOn ? undefined : published;
  const consent = { shown, out, language, action, code, troubles, name: reader.name };
  return [<Outcome {...props} />, <ConsentPart {...consent} />];
}
