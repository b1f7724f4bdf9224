/** The room of the case in which a handler lets a text out. */
import type { Ctx } from '#platform/http/context.ts';
import { readForm, type Typed, typedText } from '#platform/http/form.ts';
import { NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { casePath } from '../../handling/paths.ts';
import { byOf, seenCase, viewOf } from '../../handling/routes/request.ts';
import { releaseText, takeTextBack } from '../actions.ts';
import { ReleasePage } from '../pages.tsx';
import { releaseRoom } from '../paths.ts';
import { releaseOf } from '../queries.ts';

export const releaseRoutes: readonly Route[] = [
  get(releaseRoom.pattern, 'voice.handle', (c) => show(c)),
  post(releaseRoom.pattern, 'voice.handle', work),
];

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const by = await byOf(c);
  const one = await seenCase(c, by.handler);
  const { may, release } = await releaseOf(c.var.services.db, one.id);
  if (!may) throw new NotFound();
  // The text as it came in is where the work begins; the place is not, since a home may stand in it.
  const typed = again?.typed ?? { text: release?.text ?? one.text ?? '', address: release?.address ?? '' };
  const props = { view: await viewOf(c), one, since: release?.day, typed, troubles: again?.troubles ?? [] };
  return page(c, <ReleasePage {...props} />, again ? 422 : 200);
}

async function work(c: Ctx): Promise<Response> {
  const by = await byOf(c);
  const { number } = await seenCase(c, by.handler);
  const { typed } = await readForm(c);
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) =>
      typedText(typed, 'act') === 'back'
        ? takeTextBack(trx, by, number)
        : releaseText(trx, by, number, { text: typedText(typed, 'text'), address: typedText(typed, 'address') }),
    );
  return outcome.ok ? seeOther(c, casePath(number)) : show(c, { typed, troubles: outcome.troubles });
}
