/** Confirming a contact point by the code that was sent there. */
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { boundsOf } from '../actions/desk.ts';
import { paths } from '../paths.ts';
import { contactPointWithin } from '../queries/person-page.ts';
import { editablePerson } from '../routes/person-rights.ts';
import { deskOf, frameOf } from '../routes/request.ts';
import { checkCode, sendCode } from './actions.ts';
import { isGood } from './model.ts';
import { CodePage } from './pages.tsx';
import { codePath, codePattern } from './paths.ts';
import { sentCode } from './queries.ts';

const permission = 'directory.edit';

async function show(c: Ctx, shown: { typed: string; troubles: readonly Trouble[] } = { typed: '', troubles: [] }) {
  const { db, clock } = c.var.services;
  const point = await contactPointWithin(db, boundsOf(deskOf(c)), idFrom(c, 'point'));
  // A browser has said by itself that it is there.
  if (!point || point.kind === 'push') throw new NotFound();
  const { id, address, kind } = point;
  const person = await editablePerson(c, point.personId);
  const code = await sentCode(db, point.id);
  const sentAt = code && isGood(code, point.kind, clock.now()) ? code.sentAt : undefined;
  const back = { href: paths.person(person.id), text: person.name };
  const body = <CodePage frame={frameOf(c)} {...{ point: { id, address, kind }, back, sentAt }} {...shown} />;
  return page(c, body, shown.troubles.length > 0 ? 422 : 200);
}

async function submit(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const id = idFrom(c, 'point');
  const { typed } = await readForm(c);
  const code = typedText(typed, 'code');
  if (typedText(typed, 'act') !== 'check') {
    const sent = await services.db.transaction().execute((trx) => sendCode(trx, services, deskOf(c), id));
    return sent.ok ? seeOther(c, codePath(id)) : show(c, { typed: '', troubles: sent.troubles });
  }
  const checked = await services.db.transaction().execute((trx) => checkCode(trx, services, deskOf(c), id, code));
  return checked.ok ? seeOther(c, paths.person(checked.value)) : show(c, { typed: code, troubles: checked.troubles });
}

export const codeRoutes: readonly Route[] = [
  get(codePattern, permission, (c) => show(c)),
  post(codePattern, permission, submit),
];
