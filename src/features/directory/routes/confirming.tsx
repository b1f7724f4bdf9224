/** Changes that are confirmed on a page of their own: GET shows what will happen, POST does it. */

import type { Transaction } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import type { Outcome, Trouble } from '#platform/trouble.ts';
import { TextField } from '#ui/field/field.tsx';
import { clearBounce, optBackIn, removeContactPoint } from '../actions/contact-points.ts';
import { boundsOf, type Desk } from '../actions/desk.ts';
import { endGuardianship } from '../actions/guardianships.ts';
import { endMembership } from '../actions/memberships.ts';
import { endInput, optInInput } from '../input.ts';
import { words } from '../messages.ts';
import { ConfirmationPage, type ConfirmationProps, WishBox } from '../pages/confirmations.tsx';
import { addressInWords } from '../pages/contact-points.tsx';
import { errorAt } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import { contactPointWithin, guardianshipWithin, membershipsWithin } from '../queries/person-page.ts';
import { personOfMembership } from '../queries/staff.ts';
import { editablePerson } from './person-rights.ts';
import { deskOf, frameOf } from './request.ts';

/** What a confirmation says, and where it leads back to. */
type Asked = Omit<ConfirmationProps, 'frame' | 'troubles' | 'children'>;
type Ask = (c: Ctx) => Promise<Asked>;
type Do = (trx: Transaction, desk: Desk, c: Ctx) => Promise<Outcome<unknown>>;

interface Confirmed {
  show: (c: Ctx) => Promise<Response>;
  submit: (c: Ctx) => Promise<Response>;
}

function confirmed(ask: Ask, act: Do): Confirmed {
  const show = async (c: Ctx, troubles: readonly Trouble[] = []) => {
    const asked = await ask(c);
    return page(c, <ConfirmationPage frame={frameOf(c)} {...asked} troubles={troubles} />, troubles.length ? 422 : 200);
  };
  const submit = async (c: Ctx) => {
    // Asked before, for where to go afterwards; and so that what is not within reach is not found.
    const { back } = await ask(c);
    const outcome = await c.var.services.db.transaction().execute((trx) => act(trx, deskOf(c), c));
    return outcome.ok ? seeOther(c, back.href) : show(c, outcome.troubles);
  };
  return { show: (c) => show(c), submit };
}

const askGuardianship: Ask = async (c) => {
  const t = words(c.var.language);
  const found = await guardianshipWithin(c.var.services.db, boundsOf(deskOf(c)), idFrom(c, 'guardianship'));
  if (!found) throw new NotFound();
  return {
    title: t('endGuardianshipTitle', { guardian: found.guardianName, pupil: found.pupilName }),
    text: t('endGuardianshipText'),
    action: paths.endGuardianship(found.id),
    confirmText: t('endGuardianship'),
    back: { href: paths.person(found.pupilId), text: found.pupilName },
    danger: true,
  };
};

export const guardianshipEnd = confirmed(askGuardianship, (trx, desk, c) =>
  endGuardianship(trx, desk, idFrom(c, 'guardianship')),
);

async function pointAndPerson(c: Ctx) {
  const point = await contactPointWithin(c.var.services.db, boundsOf(deskOf(c)), idFrom(c, 'point'));
  if (!point) throw new NotFound();
  const person = await editablePerson(c, point.personId);
  return { point, back: { href: paths.person(person.id), text: person.name } };
}

const askRemove: Ask = async (c) => {
  const t = words(c.var.language);
  const { point, back } = await pointAndPerson(c);
  return {
    title: t('removeContactTitle', { address: addressInWords(t, point) }),
    text: [t('removeContactText'), ...(point.origin === 'roster' ? [t('removeRosterText')] : [])],
    action: paths.removeContactPoint(point.id),
    confirmText: t('remove'),
    back,
    danger: true,
  };
};

export const contactPointRemoval = confirmed(askRemove, (trx, desk, c) =>
  removeContactPoint(trx, desk, idFrom(c, 'point')),
);

const askClearBounce: Ask = async (c) => {
  const t = words(c.var.language);
  const { point, back } = await pointAndPerson(c);
  return {
    title: t('clearBounceTitle', { address: point.address }),
    text: t('clearBounceText', { reason: point.bounceReason || t('reasonUnknown') }),
    action: paths.clearBounce(point.id),
    confirmText: t('clearBounce'),
    back,
  };
};

export const bounceClearing = confirmed(askClearBounce, (trx, desk, c) => clearBounce(trx, desk, idFrom(c, 'point')));

/** Opting back in has a box to tick, so it shows its own trouble. */
async function showWish(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const t = words(c.var.language);
  const frame = frameOf(c);
  const { point, back } = await pointAndPerson(c);
  return page(
    c,
    <ConfirmationPage
      frame={frame}
      title={t('optInTitle', { address: point.address })}
      text={t('optInText')}
      action={paths.optIn(point.id)}
      confirmText={t('wantAgain')}
      back={back}
      troubles={troubles}
    >
      <WishBox frame={frame} troubles={troubles} />
    </ConfirmationPage>,
    troubles.length ? 422 : 200,
  );
}

export const optIn: Confirmed = {
  show: (c) => showWish(c),
  submit: async (c) => {
    const { point, back } = await pointAndPerson(c);
    const checked = checkForm(optInInput, (await readForm(c)).typed);
    if (!checked.ok) return showWish(c, checked.troubles);
    const outcome = await c.var.services.db
      .transaction()
      .execute((trx) => optBackIn(trx, deskOf(c), point.id, checked.value.wish));
    return outcome.ok ? seeOther(c, back.href) : showWish(c, outcome.troubles);
  },
};

const askMembership: Ask = async (c) => {
  const t = words(c.var.language);
  const { db } = c.var.services;
  const id = idFrom(c, 'membership');
  const personId = await personOfMembership(db, id);
  if (personId === undefined) throw new NotFound();
  const person = await editablePerson(c, personId);
  const membership = (await membershipsWithin(db, boundsOf(deskOf(c)), personId)).find((one) => one.id === id);
  if (!membership) throw new NotFound();
  const { organisation, position } = membership;
  return {
    title: t('endMembershipTitle', { name: person.name, organisation, position: t(position) }),
    text: t('endMembershipText'),
    action: paths.endMembership(id),
    confirmText: t('endMembership'),
    back: { href: paths.person(personId), text: person.name },
    danger: true,
  };
};

/** Ending has a day to choose, so it shows its own trouble. */
async function showMembershipEnd(c: Ctx, shown?: { day: string; troubles: readonly Trouble[] }): Promise<Response> {
  const frame = frameOf(c);
  const { t } = frame;
  const { day, troubles } = shown ?? { day: frame.today, troubles: [] };
  return page(
    c,
    <ConfirmationPage frame={frame} {...(await askMembership(c))} troubles={troubles}>
      <TextField
        name="day"
        type="date"
        width={10}
        label={t('endsOn')}
        hint={t('endDayHint')}
        value={day}
        error={errorAt(t, troubles, 'day')}
      />
    </ConfirmationPage>,
    troubles.length ? 422 : 200,
  );
}

export const membershipEnd: Confirmed = {
  show: (c) => showMembershipEnd(c),
  submit: async (c) => {
    const { back } = await askMembership(c);
    const { typed } = await readForm(c);
    const day = typedText(typed, 'day');
    const checked = checkForm(endInput, typed);
    if (!checked.ok) return showMembershipEnd(c, { day, troubles: checked.troubles });
    const outcome = await c.var.services.db
      .transaction()
      .execute((trx) => endMembership(trx, deskOf(c), idFrom(c, 'membership'), checked.value.day));
    return outcome.ok ? seeOther(c, back.href) : showMembershipEnd(c, { day, troubles: outcome.troubles });
  },
};
