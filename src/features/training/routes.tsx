/** The training record: at the desk, and what everybody may read of it. */
import { accountNames } from '#features/accounts/feature.ts';
import {
  namedOrganisations,
  type Organisation,
  organisationById,
  organisationsWithin,
} from '#features/directory/feature.ts';
import { incidentFile, type Kind, kindInWords } from '#features/incidents/feature.ts';
import { reviewRoom, statusFilePath } from '#features/incidents/paths.ts';
import { type Reach, within } from '#platform/access.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addRequirement, type By, enterDrill, stopRequirement, withdrawDrill } from './actions.ts';
import { drillForm, requirementForm, withdrawForm } from './input.ts';
import { words } from './messages.ts';
import type { Drill } from './model.ts';
import { standingsOf, yearsFor } from './overview.ts';
import { DrillFormPage, WithdrawPage } from './pages/forms.tsx';
import { people, type View } from './pages/frame.tsx';
import { PublicPage } from './pages/public.tsx';
import { RecordPage } from './pages/record.tsx';
import { EndRequirementPage, RequirementFormPage, RequirementsPage } from './pages/requirements.tsx';
import { SchoolPage } from './pages/school.tsx';
import {
  endRequirementPattern,
  newDrillPattern,
  newRequirementPath,
  publicPath,
  recordCsvPath,
  recordOf,
  recordPath,
  requirementsPath,
  schoolPath,
  schoolPattern,
  withdrawPattern,
} from './paths.ts';
import { ofDistrict } from './policy.ts';
import { drillWithin, requirements } from './queries.ts';

export const routes: readonly Route[] = [
  get(recordPath, 'training.read', showRecord),
  get(recordCsvPath, 'training.read', exportRecord),
  get(requirementsPath, 'training.read', showRequirements),
  get(newRequirementPath, 'training.require', (c) => showNewRequirement(c)),
  post(newRequirementPath, 'training.require', makeRequirement),
  get(endRequirementPattern, 'training.require', showEnd),
  post(endRequirementPattern, 'training.require', end),
  get(schoolPattern, 'training.read', showSchool),
  get(newDrillPattern, 'training.write', (c) => showNewDrill(c)),
  post(newDrillPattern, 'training.write', makeDrill),
  get(withdrawPattern, 'training.write', (c) => showWithdraw(c)),
  post(withdrawPattern, 'training.write', withdraw),
  get(publicPath, 'public', showPublic),
];

const schoolsAPage = 50;

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

function momentOf(c: Ctx) {
  const { clock, config } = c.var.services;
  return { today: localDate(clock.now(), config.timeZone), zone: config.timeZone };
}

async function viewOf(c: Ctx, accounts: readonly number[] = [], shell: 'staff' | 'public' = 'staff'): Promise<View> {
  const { language, services } = c.var;
  const names = accounts.length > 0 ? await accountNames(services.db, accounts) : new Map<number, string>();
  return { shell: c.var.shell(shell), t: words(language), language, today: momentOf(c).today, names };
}

function byOf(c: Ctx, permission: 'training.write' | 'training.require'): By {
  const { caller, services } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  const { today } = momentOf(c);
  return { accountId: caller.accountId, at: services.clock.now(), today, reach: c.var.reach(permission) };
}

function schoolsOf(c: Ctx, reach: Reach): Promise<Organisation[]> {
  return organisationsWithin(c.var.services.db, reach, { kinds: ['school'] });
}

async function showRecord(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const moment = momentOf(c);
  const { years, year } = await yearsFor(db, moment.today, c.req.query('year'));
  const all = await schoolsOf(c, c.var.reach('training.read'));
  const after = all.findIndex((school) => String(school.id) === c.req.query('after'));
  const shown = all.slice(after + 1, after + 1 + schoolsAPage);
  const { asked, lines } = await standingsOf(db, shown, year, moment);
  const last = shown.at(-1);
  const more = after + 1 + shown.length < all.length && last;
  const nextHref = more ? recordOf({ year: year.key, after: last.id }) : undefined;
  const view = await viewOf(c);
  return page(c, <RecordPage {...{ view, years, year, asked, lines, nextHref }} later={after >= 0} />);
}

/** All schools of the reach, a line for each drill, as a spreadsheet reads it. */
async function exportRecord(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const moment = momentOf(c);
  const { year } = await yearsFor(db, moment.today, c.req.query('year'));
  const { lines } = await standingsOf(db, await schoolsOf(c, c.var.reach('training.read')), year, moment);
  const view = await viewOf(c);
  const { t, language } = view;
  const header = [
    ...[t('csvYear'), t('csvSchool'), t('heldOn'), t('kind'), t('csvMinutes'), t('csvPupils'), t('csvStaff')],
    ...[t('csvClasses'), t('origin'), t('csvReview'), t('csvState')],
  ];
  const some = (n: number | null) => (n === null ? '' : people(view, n));
  const rows = lines.flatMap(({ school, drills }) =>
    drills.map((drill) => [
      ...[year.name, school.name, drill.heldOn, kindInWords(drill.kind as Kind, language), drill.minutes],
      ...[some(drill.pupils), some(drill.staff), drill.classes ?? ''],
      t('incidentId' in drill.origin ? 'fromIncident' : 'fromSchool'),
      'incidentId' in drill.origin ? t(drill.origin.reviewed ? 'reviewed' : 'notReviewed') : '',
      t(drill.withdrawn ? 'withdrawn' : 'counted'),
    ]),
  );
  return sheetAnswer(c, { title: t('title'), header, rows }, `${t('title')} ${year.name}.csv`, 'csv');
}

async function schoolIn(c: Ctx, permission: 'training.read' | 'training.write'): Promise<Organisation> {
  const school = await organisationById(c.var.services.db, idFrom(c, 'organisation'));
  if (school?.kind !== 'school' || !within(c.var.reach(permission), school.path)) throw new NotFound();
  return school;
}

async function showSchool(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const school = await schoolIn(c, 'training.read');
  const moment = momentOf(c);
  const { years, year } = await yearsFor(db, moment.today, c.req.query('year'));
  const { lines } = await standingsOf(db, [school], year, moment);
  const { drills = [], standings = [] } = lines[0] ?? {};
  const mayWrite = within(c.var.reach('training.write'), school.path);
  const mayRead = c.var.reach('incidents.read').paths.length > 0;
  const shown = drills.map((drill: Drill) => {
    const { origin } = drill;
    if (!('incidentId' in origin)) {
      return { ...drill, reviewHref: null, pageHref: null, mayWithdraw: mayWrite && !drill.withdrawn };
    }
    const file = incidentFile(String(origin.incidentId), c.var.language);
    return {
      ...{ ...drill, mayWithdraw: false, pageHref: origin.shown ? statusFilePath(file) : null },
      reviewHref: mayRead ? reviewRoom.path(origin.incidentId) : null,
    };
  });
  const accounts = drills.flatMap(({ origin, withdrawn }) => [
    ...('drillId' in origin ? [origin.madeBy] : []),
    ...(withdrawn ? [withdrawn.by] : []),
  ]);
  const view = await viewOf(c, accounts);
  return page(c, <SchoolPage {...{ view, school, years, year, standings, mayWrite }} drills={shown} />);
}

async function showNewDrill(c: Ctx, again?: Again): Promise<Response> {
  const school = await schoolIn(c, 'training.write');
  const { typed, troubles } = again ?? { typed: { heldOn: momentOf(c).today }, troubles: [] };
  return page(c, <DrillFormPage view={await viewOf(c)} {...{ school, typed, troubles }} />, again ? 422 : 200);
}

async function makeDrill(c: Ctx): Promise<Response> {
  const school = await schoolIn(c, 'training.write');
  const { typed } = await readForm(c);
  const input = checkForm(drillForm, typed);
  const by = byOf(c, 'training.write');
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) => enterDrill(trx, by, { organisationId: school.id, ...input.value }))
    : input;
  return outcome.ok ? seeOther(c, schoolPath(school.id)) : showNewDrill(c, { typed, troubles: outcome.troubles });
}

async function showWithdraw(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const drill = await drillWithin(db, c.var.reach('training.write'), idFrom(c, 'drill'));
  const school = drill && (await organisationById(db, drill.organisationId));
  if (!drill || !school) throw new NotFound();
  const { typed, troubles } = again ?? { typed: {}, troubles: [] };
  const view = await viewOf(c);
  return page(c, <WithdrawPage {...{ view, drill, typed, troubles }} school={school.name} />, again ? 422 : 200);
}

async function withdraw(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const by = byOf(c, 'training.write');
  const id = idFrom(c, 'drill');
  if (!(await drillWithin(db, by.reach, id))) throw new NotFound();
  const { typed } = await readForm(c);
  const input = checkForm(withdrawForm, typed);
  const outcome = input.ok
    ? await db.transaction().execute((trx) => withdrawDrill(trx, by, id, input.value.reason))
    : input;
  return outcome.ok ? seeOther(c, schoolPath(outcome.value)) : showWithdraw(c, { typed, troubles: outcome.troubles });
}

async function showRequirements(c: Ctx): Promise<Response> {
  const found = await requirements(c.var.services.db);
  const mayChange = ofDistrict(c.var.reach('training.require'));
  return page(c, <RequirementsPage view={await viewOf(c)} requirements={found} mayChange={mayChange} />);
}

function onlyDistrict(c: Ctx): By {
  const by = byOf(c, 'training.require');
  if (!ofDistrict(by.reach)) throw new Forbidden();
  return by;
}

async function showNewRequirement(c: Ctx, again?: Again): Promise<Response> {
  const { today } = onlyDistrict(c);
  const { typed, troubles } = again ?? { typed: { places: 'all', times: '1', from: today }, troubles: [] };
  return page(c, <RequirementFormPage view={await viewOf(c)} {...{ typed, troubles }} />, again ? 422 : 200);
}

async function makeRequirement(c: Ctx): Promise<Response> {
  const by = onlyDistrict(c);
  const { typed } = await readForm(c);
  const input = checkForm(requirementForm, typed);
  if (!input.ok) return showNewRequirement(c, { typed, troubles: input.troubles });
  const { nameZh, nameEn, source, ...rest } = input.value;
  const wish = { ...rest, texts: { 'zh-CN': nameZh, en: nameEn }, source: { 'zh-CN': source, en: '' }, months: null };
  const outcome = await c.var.services.db.transaction().execute((trx) => addRequirement(trx, by, wish));
  return outcome.ok ? seeOther(c, requirementsPath) : showNewRequirement(c, { typed, troubles: outcome.troubles });
}

async function showEnd(c: Ctx): Promise<Response> {
  onlyDistrict(c);
  const id = idFrom(c, 'requirement');
  const found = (await requirements(c.var.services.db)).find((one) => one.id === id);
  if (!found || found.endsOn) throw new NotFound();
  return page(c, <EndRequirementPage view={await viewOf(c)} requirement={found} />);
}

async function end(c: Ctx): Promise<Response> {
  const by = onlyDistrict(c);
  const id = idFrom(c, 'requirement');
  const outcome = await c.var.services.db.transaction().execute((trx) => stopRequirement(trx, by, id, by.today));
  // Somebody else has ended it meanwhile, or it never was: the list says how it is.
  if (!outcome.ok && outcome.troubles[0]?.key === 'requirementGone') throw new NotFound();
  return seeOther(c, requirementsPath);
}

async function showPublic(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const moment = momentOf(c);
  const { years, year } = await yearsFor(db, moment.today, c.req.query('year'));
  const schools = (await namedOrganisations(db)).filter(({ kind }) => kind === 'school');
  const { asked, lines } = await standingsOf(db, schools, year, moment);
  const held = lines.flatMap(({ drills }) => drills.filter((drill) => !drill.withdrawn));
  const schoolsIn = (drills: readonly Drill[]) => new Set(drills.map((drill) => drill.organisationId)).size;
  const byKind = [...Map.groupBy(held, (drill) => drill.kind)]
    .map(([kind, drills]) => ({ kind, times: drills.length, schools: schoolsIn(drills) }))
    .sort((a, b) => b.times - a.times);
  const figures = {
    ...{ byKind, times: held.length, schools: schoolsIn(held) },
    asked: asked.map((requirement) => {
      const all = lines.flatMap(({ standings }) => standings.filter((one) => one.requirement.id === requirement.id));
      return { requirement, met: all.filter((one) => one.none === 0 && !one.due).length, all: all.length };
    }),
  };
  c.header('cache-control', 'no-cache');
  return page(c, <PublicPage view={await viewOf(c, [], 'public')} {...{ years, year, figures }} />);
}
