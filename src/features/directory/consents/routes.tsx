/** The district writes what is asked; a class's own teacher and the school office see, purpose by purpose, who agreed. */
import { record } from '#features/audit/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { numberFrom } from '../input.ts';
import { words } from '../messages.ts';
import { ConfirmationPage } from '../pages/confirmations.tsx';
import { trailOf } from '../pages/frame.tsx';
import { theDistrict } from '../queries/district.ts';
import { organisationById } from '../queries/organisations.ts';
import { callerAccount, deskOf, frameOf, todayOf, visibleLine } from '../routes/request.ts';
import { endPurpose, writePurpose } from './actions.ts';
import { fieldName, purposeInput } from './input.ts';
import { purposeFields, textIn } from './model.ts';
import { ClassConsentsPage, PurposeForm, PurposesPage } from './pages.tsx';
import { consentPaths, consentPatterns } from './paths.ts';
import { consentsOfClass, openPurpose, openPurposes } from './queries.ts';

/** Purposes are the whole district's: not found by whoever administers a part of it. */
async function districtOf(c: Ctx) {
  const district = await theDistrict(c.var.services.db);
  if (!district || !within(c.var.reach('directory.edit'), district.path)) throw new NotFound();
  return district;
}

async function by(c: Ctx) {
  const { accountId, at } = deskOf(c);
  return { accountId, at, organisationId: (await districtOf(c)).id };
}

async function list(c: Ctx): Promise<Response> {
  await districtOf(c);
  return page(c, <PurposesPage frame={frameOf(c)} purposes={await openPurposes(c.var.services.db)} />);
}

interface Shown {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showForm(c: Ctx, id: number | null, shown?: Shown): Promise<Response> {
  await districtOf(c);
  const purpose = id === null ? undefined : await openPurpose(c.var.services.db, id);
  if (id !== null && !purpose) throw new NotFound();
  const { typed, troubles } = shown ?? { typed: typedOf(purpose), troubles: [] };
  return page(c, <PurposeForm frame={frameOf(c)} {...{ purpose, typed, troubles }} />, troubles.length ? 422 : 200);
}

function typedOf(purpose: Awaited<ReturnType<typeof openPurpose>>): Typed {
  const typed: Typed = {};
  for (const field of purposeFields) {
    typed[fieldName(field, 'zh')] = purpose?.texts['zh-CN'][field] ?? '';
    typed[fieldName(field, 'en')] = purpose?.texts.en?.[field] ?? '';
  }
  return typed;
}

async function write(c: Ctx, id: number | null): Promise<Response> {
  const who = await by(c);
  const { typed } = await readForm(c);
  const checked = checkForm(purposeInput, typed);
  if (!checked.ok) return showForm(c, id, { typed, troubles: checked.troubles });
  const outcome = await c.var.services.db.transaction().execute((trx) => writePurpose(trx, who, id, checked.value));
  return outcome.ok ? seeOther(c, consentPaths.list()) : showForm(c, id, { typed, troubles: outcome.troubles });
}

async function showEnd(c: Ctx): Promise<Response> {
  await districtOf(c);
  const purpose = await openPurpose(c.var.services.db, idFrom(c, 'purpose'));
  if (!purpose) throw new NotFound();
  const t = words(c.var.language);
  return page(
    c,
    <ConfirmationPage
      frame={frameOf(c)}
      title={t('purposeEndTitle', { name: textIn(purpose, c.var.language).name })}
      text={t('purposeEndText')}
      action={consentPaths.end(purpose.id)}
      confirmText={t('purposeEnd')}
      back={{ href: consentPaths.list(), text: t('consentsTitle') }}
      danger
    />,
  );
}

async function end(c: Ctx): Promise<Response> {
  const who = await by(c);
  const id = idFrom(c, 'purpose');
  // Ended by somebody else a moment ago: the list shows it.
  await c.var.services.db.transaction().execute((trx) => endPurpose(trx, who, id, todayOf(c)));
  return seeOther(c, consentPaths.list());
}

const byName = 'directory.consents';

async function ofClass(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const schoolClass = await organisationById(db, idFrom(c, 'organisation'));
  if (schoolClass?.kind !== 'class' || !within(c.var.reach(byName), schoolClass.path)) throw new NotFound();
  const purposes = await openPurposes(db);
  const wanted = numberFrom(c.req.query('purpose'));
  const purpose = purposes.find(({ id }) => id === wanted) ?? purposes[0];
  const rows = purpose ? await consentsOfClass(db, schoolClass.id, purpose, todayOf(c)) : [];
  if (purpose && rows.length > 0) {
    await record(db, {
      actor: { kind: 'account', accountId: callerAccount(c).accountId },
      action: 'consent.view',
      organisationId: schoolClass.id,
      subject: `consent_purpose:${purpose.id}`,
      at: clock.now(),
    });
  }
  const trail = trailOf(await visibleLine(c, schoolClass));
  return page(c, <ClassConsentsPage frame={frameOf(c)} {...{ schoolClass, purposes, purpose, rows, trail }} />);
}

export const consentRoutes: readonly Route[] = [
  get(consentPatterns.ofClass, byName, ofClass),
  get(consentPatterns.list, 'directory.edit', list),
  get(consentPatterns.add, 'directory.edit', (c) => showForm(c, null)),
  post(consentPatterns.add, 'directory.edit', (c) => write(c, null)),
  get(consentPatterns.one, 'directory.edit', (c) => showForm(c, idFrom(c, 'purpose'))),
  post(consentPatterns.one, 'directory.edit', (c) => write(c, idFrom(c, 'purpose'))),
  get(consentPatterns.end, 'directory.edit', showEnd),
  post(consentPatterns.end, 'directory.edit', end),
];
