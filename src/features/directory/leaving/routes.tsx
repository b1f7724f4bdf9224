/** The day on which somebody leaves, and taking it back: both on a page that says what will happen. */

import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { idFrom, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { TextField } from '#ui/field/field.tsx';
import { endInput } from '../input.ts';
import { ConfirmationPage } from '../pages/confirmations.tsx';
import { errorAt } from '../pages/frame.tsx';
import { paths, patterns } from '../paths.ts';
import { editablePerson } from '../routes/person-rights.ts';
import { deskOf, frameOf } from '../routes/request.ts';
import { leaveOn, stayOrReturn } from './actions.ts';

interface Shown {
  day: string;
  troubles: readonly Trouble[];
}

async function showLeave(c: Ctx, shown?: Shown): Promise<Response> {
  const person = await editablePerson(c, idFrom(c, 'person'));
  const frame = frameOf(c);
  const { t } = frame;
  const { day, troubles } = shown ?? { day: person.leavesOn ?? frame.today, troubles: [] };
  return page(
    c,
    <ConfirmationPage
      frame={frame}
      title={t('leaveTitle', { name: person.name })}
      text={[t('leaveText'), t('leaveQuietText')]}
      action={paths.leave(person.id)}
      confirmText={t('leaveConfirm')}
      back={{ href: paths.person(person.id), text: person.name }}
      danger
      troubles={troubles}
    >
      <TextField
        name="day"
        type="date"
        width={10}
        label={t('leaveDay')}
        hint={t('leaveDayHint')}
        value={day}
        error={errorAt(t, troubles, 'day')}
      />
    </ConfirmationPage>,
    troubles.length ? 422 : 200,
  );
}

async function submitLeave(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const day = typedText(typed, 'day');
  const checked = checkForm(endInput, typed);
  if (!checked.ok) return showLeave(c, { day, troubles: checked.troubles });
  const { db } = c.var.services;
  const outcome = await db.transaction().execute((trx) => leaveOn(trx, deskOf(c), id, checked.value.day));
  return outcome.ok ? seeOther(c, paths.person(id)) : showLeave(c, { day, troubles: outcome.troubles });
}

async function showReturn(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { id, name, state, leavesOn } = await editablePerson(c, idFrom(c, 'person'));
  const frame = frameOf(c);
  const { t, shell } = frame;
  const planned = state === 'active' && leavesOn !== null;
  const day = leavesOn === null ? '' : dateInWords(leavesOn, shell.lang);
  return page(
    c,
    <ConfirmationPage
      frame={frame}
      title={planned ? t('stayTitle', { name, day }) : t('restoreTitle', { name })}
      text={planned ? t('stayText') : t('restoreText')}
      action={paths.restore(id)}
      confirmText={planned ? t('stay') : t('restore')}
      back={{ href: paths.person(id), text: name }}
      troubles={troubles}
    />,
    troubles.length ? 422 : 200,
  );
}

async function submitReturn(c: Ctx): Promise<Response> {
  const { id } = await editablePerson(c, idFrom(c, 'person'));
  const outcome = await c.var.services.db.transaction().execute((trx) => stayOrReturn(trx, deskOf(c), id));
  return outcome.ok ? seeOther(c, paths.person(id)) : showReturn(c, outcome.troubles);
}

export const leavingRoutes: readonly Route[] = [
  get(patterns.leave, 'directory.edit', (c) => showLeave(c)),
  post(patterns.leave, 'directory.edit', submitLeave),
  get(patterns.restore, 'directory.edit', (c) => showReturn(c)),
  post(patterns.restore, 'directory.edit', submitReturn),
];
