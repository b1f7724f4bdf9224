/** Asking, without name and without session: `link` routes read no cookie of signing in. Nothing of the request is kept. */
import { clientAddress } from '#features/accounts/feature.ts';
import { AskLimit } from '#platform/http/ask-limit.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { ownMemory } from '#platform/own-memory.ts';
import type { Trouble } from '#platform/trouble.ts';
import { publicViewOf } from '../../routes/request.ts';
import { askQuestion, publicIncident } from '../actions/ask.ts';
import { askForm } from '../input.ts';
import { AskPage } from '../pages/ask.tsx';
import { askPath, askPattern } from '../paths.ts';

const limits = ownMemory(() => new AskLimit());

export const askRoutes: readonly Route[] = [
  get(askPattern, 'link', (c) => show(c)),
  post(askPattern, 'link', ask, { maxBody: 16 * 1024 }),
];

async function show(c: Ctx, again?: { typed: string; troubles: readonly Trouble[] }): Promise<Response> {
  const incident = await publicIncident(c.var.services, idFrom(c, 'incident'));
  if (!incident) throw new NotFound();
  const sent = !again && c.req.query('sent') !== undefined;
  const props = { view: publicViewOf(c), incident, sent, typed: again?.typed ?? '', troubles: again?.troubles ?? [] };
  const busy = again?.troubles.some(({ key }) => key === 'askBusy');
  return page(c, <AskPage {...props} />, busy ? 429 : again ? 422 : 200);
}

async function ask(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const incident = await publicIncident(services, idFrom(c, 'incident'));
  if (!incident) throw new NotFound();
  const { typed } = c.req.header('content-type') ? await readForm(c) : { typed: {} };
  const text = typedText(typed, 'text');
  const input = checkForm(askForm, typed);
  if (!input.ok) return show(c, { typed: text, troubles: input.troubles });
  if (!limits(services).allow(clientAddress(c), services.clock.now().getTime())) {
    return show(c, { typed: text, troubles: [{ field: null, key: 'askBusy' }] });
  }
  const outcome = await askQuestion(services, incident.id, input.value.text);
  if (outcome.ok) return seeOther(c, `${askPath(incident.id)}?sent=yes`);
  // What looks like an identity number is not said back.
  const secret = outcome.troubles.some(({ key }) => key === 'rollIdentity');
  return show(c, { typed: secret ? '' : text, troubles: outcome.troubles });
}
