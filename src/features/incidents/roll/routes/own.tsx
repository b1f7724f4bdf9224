/** A class teacher's own class, or one for which somebody was named to phone. Names of no other class. */
import { guardiansOfClass } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { note } from '../../actions/by.ts';
import { words } from '../../messages.ts';
import { isKind } from '../../model/kinds.ts';
import { labelled } from '../../model/label.ts';
import { incidentById } from '../../queries/incidents.ts';
import { byOf, todayOf, viewOf } from '../../routes/request.ts';
import { answerForClass, changeAnswer } from '../actions/answer.ts';
import { correctForm, marksIn } from '../input.ts';
import type { Counts, RollCall } from '../model/roll-call.ts';
import { ClassPage, OwnRollsPage } from '../pages/own.tsx';
import { ownRollsPath, rollClassPath, rollClassPattern } from '../paths.ts';
import { type CalledClass, calledClass, pupilsCalled } from '../queries/answers.ts';
import { ownClasses, rollCallById } from '../queries/roll-calls.ts';

const mostClasses = 500;

export const ownRollRoutes: readonly Route[] = [
  get(ownRollsPath, 'incidents.answer', showOwn),
  get(rollClassPattern, 'incidents.answer', (c) => showClass(c)),
  post(rollClassPattern, 'incidents.answer', keepClass),
];

function whoOf(c: Ctx) {
  const { accountId } = byOf(c, 'incidents.answer');
  return { own: c.var.reach('incidents.roll'), calling: c.var.reach('incidents.call'), accountId };
}

async function showOwn(c: Ctx): Promise<Response> {
  const { language, services } = c.var;
  const t = words(language);
  const found = await ownClasses(services.db, whoOf(c), todayOf(c), mostClasses);
  const rows = found.map((row) => ({
    ...row,
    event: isKind(row.kind) ? labelled(row.exercise, t(`kind_${row.kind}`), language) : '',
  }));
  return page(c, <OwnRollsPage view={await viewOf(c)} rows={rows} />);
}

async function classIn(c: Ctx): Promise<{ roll: RollCall; class: CalledClass & { own: boolean } }> {
  const { db } = c.var.services;
  const roll = await rollCallById(db, idFrom(c, 'roll'));
  if (!roll || roll.closedAt !== null) throw new NotFound();
  const found = await calledClass(db, roll.id, idFrom(c, 'class'), whoOf(c));
  if (!found) throw new NotFound();
  return { roll, class: found };
}

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showClass(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const { roll, class: called } = await classIn(c);
  const incident = await incidentById(db, roll.incidentId);
  if (!incident) throw new NotFound();
  const [pupils, guardians] = await Promise.all([
    pupilsCalled(db, roll.id, called.id, todayOf(c)),
    guardiansOfClass(db, called.id, todayOf(c)),
  ]);
  const waiting = pupils.filter((pupil) => pupil.answer === null);
  const inNeed = pupils.filter((pupil) => pupil.answer === 'help');
  const toPhone = [...waiting, ...inNeed].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const staff = within(c.var.reach('incidents.act'), called.path);
  const count = (answer: string) => pupils.filter((pupil) => pupil.answer === answer).length;
  const counts: Counts = {
    asked: pupils.length,
    safe: count('safe'),
    help: inNeed.length,
    absent: count('absent'),
    open: waiting.length,
  };
  const detail = { roll: roll.id, class: called.id, people: toPhone.length };
  await db
    .transaction()
    .execute((trx) => note(trx, byOf(c, 'incidents.answer'), 'incident.view_roll', `incident:${incident.id}`, detail));
  const passed = /^(0|[1-9]\d{0,3})$/.exec(c.req.query('passed') ?? '')?.[0];
  const props = {
    ...{ view: await viewOf(c), incident, roll, class: called, counts, waiting, everybody: pupils },
    inNeed: inNeed.map(({ pupilId, name, text }) => ({
      ...{ pupilId, name },
      text: staff ? text : null,
      noted: text !== '',
    })),
    // By pupil, not by name: two of one name in a class have their own families.
    phones: toPhone.map(({ pupilId, name }) => ({
      pupil: name,
      guardians: guardians
        .filter((guardian) => guardian.pupilIds.includes(pupilId))
        .map((guardian) => ({ name: guardian.guardianName, phone: guardian.phone })),
    })),
    saved: passed === undefined || again ? undefined : { passedOver: Number(passed) },
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <ClassPage {...props} />, again ? 422 : 200);
}

async function keepClass(c: Ctx): Promise<Response> {
  const { roll, class: called } = await classIn(c);
  const { db } = c.var.services;
  const { typed } = await readForm(c);
  const act = typedText(typed, 'act');
  const by = byOf(c, 'incidents.answer');
  if (act === 'rest' || act === 'marked') {
    // "All others are safe" is for whoever has seen the class.
    const given = { marked: marksIn(typed), restSafe: act === 'rest' && called.own };
    const outcome = await db.transaction().execute((trx) => answerForClass(trx, by, roll.id, called.id, given));
    if (!outcome.ok) return ended(c, outcome.troubles) ?? showClass(c, { typed, troubles: outcome.troubles });
    return seeOther(c, `${rollClassPath(roll.id, called.id)}?passed=${outcome.value.passedOver}`);
  }
  const input = checkForm(correctForm, typed);
  const outcome = input.ok
    ? await db
        .transaction()
        .execute((trx) => changeAnswer(trx, by, roll.id, called.id, { ...input.value, pupilId: input.value.pupil }))
    : input;
  if (!outcome.ok) return ended(c, outcome.troubles) ?? showClass(c, { typed, troubles: outcome.troubles });
  return seeOther(c, `${rollClassPath(roll.id, called.id)}?passed=0`);
}

/** Closed while the form was filled in: there is no class to show any more. */
function ended(c: Ctx, troubles: readonly Trouble[]): Response | undefined {
  return troubles.some(({ key }) => key === 'rollClosed') ? seeOther(c, ownRollsPath) : undefined;
}
