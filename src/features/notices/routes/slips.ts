/** Slips for families without a channel: the notice in each family's language. */
import { recipients } from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import { textFor, type Whole } from '../model/notice.ts';
import type { Slip } from '../pages/classes.tsx';

export async function slipsFor(
  c: Ctx,
  whole: Whole,
  people: readonly { personId: number; name: string }[],
): Promise<Slip[]> {
  const known = await recipients(
    c.var.services.db,
    people.map(({ personId }) => ({ personId, contactPointId: null })),
  );
  const html = new Map(whole.texts.map((text) => [text.language, markdownToHtml(text.body)]));
  return people.flatMap(({ personId, name }) => {
    const text = textFor(whole, known.get(personId)?.language);
    return text ? [{ name, text, bodyHtml: html.get(text.language) ?? '' }] : [];
  });
}
