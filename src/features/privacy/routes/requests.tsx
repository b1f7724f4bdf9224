/** Requests of people at the desk. */

import { record } from '#features/audit/feature.ts';
import {
  liftMark,
  markKeyOf,
  personForDesk,
  personWithinReach,
  reachesBeyond,
  searchPeople,
} from '#features/directory/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { momentInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { collect, zipOf } from '../actions/copy.ts';
import { carryOut, preview, proposeErasure, withdrawErasure } from '../actions/erase.ts';
import { check, decline, handOver, makeLink, takeDown } from '../actions/requests.ts';
import { eraseForm, erasureActForm, liftForm, requestActForm, takeDownForm } from '../input.ts';
import { words } from '../messages.ts';
import type { DataRequest } from '../model/requests.ts';
import { ErasurePage, ProposePage } from '../pages/erasing.tsx';
import { FindPage, LiftPage, PersonPage } from '../pages/people.tsx';
import { LinkPage, RequestPage, RequestsPage } from '../pages/requests.tsx';
import {
  copyPattern,
  erasePattern,
  erasurePattern,
  fetchPath,
  liftPath,
  linkPattern,
  newRequestPath,
  personPattern,
  requestPath,
  requestPattern,
  requestsPath,
  requestsPattern,
} from '../paths.ts';
import { openErasures, requestsOf, requestsWithin, requestWithin } from '../queries/requests.ts';
import { byOf, callerId, forDistrict, todayOf, viewOf } from './request.ts';

const perPage = 50;

export const requestRoutes: readonly Route[] = [
  get(requestsPattern, 'privacy.act', showRequests),
  get(newRequestPath, 'privacy.act', find),
  get(liftPath, 'privacy.act', (c) => showLift(c)),
  post(liftPath, 'privacy.act', lift, { proof: true }),
  get(personPattern, 'privacy.act', (c) => showPerson(c)),
  post(personPattern, 'privacy.act', take),
  get(erasePattern, 'privacy.act', (c) => showErase(c)),
  post(erasePattern, 'privacy.act', propose, { proof: true }),
  get(erasurePattern, 'privacy.act', (c) => showErasure(c)),
  post(erasurePattern, 'privacy.act', decideErasure, { proof: true }),
  get(requestPattern, 'privacy.act', (c) => showRequest(c)),
  post(requestPattern, 'privacy.act', act),
  post(copyPattern, 'privacy.act', download, { proof: true }),
  post(linkPattern, 'privacy.act', link, { proof: true }),
];

const reachOf = (c: Ctx) => c.var.reach('privacy.act');

/** The person, if within the reach and not erased; whoever is elsewhere is not found. */
async function personIn(c: Ctx, id: number): Promise<{ id: number; name: string }> {
  const { db } = c.var.services;
  const bounds = { reach: reachOf(c), today: todayOf(c), ended: true };
  const person = (await personWithinReach(db, bounds, id)) && (await personForDesk(db, id));
  if (!person) throw new NotFound();
  return person;
}

async function named<T extends { personId: number }>(c: Ctx, rows: readonly T[]): Promise<(T & { name: string })[]> {
  const { db } = c.var.services;
  const names = new Map<number, string>();
  for (const { personId } of rows) {
    if (!names.has(personId)) names.set(personId, (await personForDesk(db, personId))?.name ?? '—');
  }
  return rows.map((row) => ({ ...row, name: names.get(row.personId) ?? '—' }));
}

async function showRequests(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const which = c.req.query('show') === 'answered' ? 'answered' : 'open';
  const key = /^(\d{4}-\d{2}-\d{2})~([1-9]\d{0,14})$/.exec(c.req.query('after') ?? '');
  const after = key ? { dueOn: key[1] as string, id: Number(key[2]) } : null;
  const found = await requestsWithin(db, reachOf(c), which, after, perPage + 1);
  const shown = found.slice(0, perPage);
  const last = found.length > perPage ? shown.at(-1) : undefined;
  const bounds = { reach: reachOf(c), today: todayOf(c), ended: true };
  const erasures = [];
  for (const row of await openErasures(db, null)) {
    if (await personWithinReach(db, bounds, row.personId)) erasures.push(row);
  }
  const view = await viewOf(
    c,
    'staff',
    erasures.map((row) => row.proposedBy),
  );
  const nextHref =
    last && requestsPath({ ...(which === 'answered' ? { show: which } : {}), after: `${last.dueOn}~${last.id}` });
  const said = c.req.query('said');
  const notice = said === 'proposed' || said === 'erased' ? said : undefined;
  const props = { view, which, nextHref, notice, later: after !== null, mayAct: true } as const;
  return page(c, <RequestsPage {...props} rows={await named(c, shown)} erasures={await named(c, erasures)} />);
}

async function find(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const q = (c.req.query('q') ?? '').trim().slice(0, 100);
  const bounds = { reach: reachOf(c), today: todayOf(c), ended: true };
  const people = q === '' ? null : await searchPeople(db, bounds, { text: q, limit: perPage });
  const found = people?.map(({ id, name, memberships, guardianOf }) => ({
    id,
    name,
    places: [...memberships.map((one) => one.school ?? one.organisation), ...guardianOf].join(' · '),
  }));
  return page(c, <FindPage view={await viewOf(c, 'staff')} q={q} found={found ?? null} />);
}

async function showPerson(
  c: Ctx,
  again?: { typed: Parameters<typeof PersonPage>[0]['typed']; troubles: readonly Trouble[] },
) {
  const person = await personIn(c, idFrom(c, 'person'));
  const requests = await requestsOf(c.var.services.db, person.id);
  const { typed, troubles } = again ?? { typed: { kind: '', withChildren: false, reference: '' }, troubles: [] };
  const props = { view: await viewOf(c, 'staff'), person, requests, typed, troubles };
  return page(c, <PersonPage {...props} />, again ? 422 : 200);
}

async function take(c: Ctx): Promise<Response> {
  const person = await personIn(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const input = checkForm(takeDownForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => takeDown(trx, byOf(c), person.id, input.value))
    : input;
  if (outcome.ok) return seeOther(c, requestPath(outcome.value));
  const again = {
    kind: typedText(typed, 'kind'),
    withChildren: typedText(typed, 'withChildren') === 'yes',
    reference: typedText(typed, 'reference'),
  };
  return showPerson(c, { typed: again, troubles: outcome.troubles });
}

async function requestIn(c: Ctx): Promise<DataRequest> {
  const request = await requestWithin(c.var.services.db, reachOf(c), idFrom(c, 'request'));
  if (!request) throw new NotFound();
  return request;
}

async function showRequest(
  c: Ctx,
  again?: { typed: { reason: string }; troubles: readonly Trouble[] },
): Promise<Response> {
  const { db } = c.var.services;
  const request = await requestIn(c);
  const whole = !(await reachesBeyond(db, request.personId, reachOf(c)));
  const view = await viewOf(c, 'staff', [request.checkedBy, request.decidedBy]);
  const [{ name }] = (await named(c, [request])) as [DataRequest & { name: string }];
  const { typed, troubles } = again ?? { typed: { reason: '' }, troubles: [] };
  const props = { view, request, name, whole, typed, troubles, mayAct: true };
  return page(c, <RequestPage {...props} />, again ? 422 : 200);
}

async function act(c: Ctx): Promise<Response> {
  const id = idFrom(c, 'request');
  const { typed } = await readForm(c);
  const input = checkForm(requestActForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) =>
          input.value.act === 'check'
            ? check(trx, byOf(c), reachOf(c), id, input.value.how)
            : decline(trx, byOf(c), reachOf(c), id, input.value.reason),
        )
    : input;
  if (outcome.ok) return seeOther(c, requestPath(id));
  return showRequest(c, { typed: { reason: typedText(typed, 'reason') }, troubles: outcome.troubles });
}

/** The copy into the office's hands: only where nothing of another school is in it. */
async function download(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const request = await requestIn(c);
  if (await reachesBeyond(db, request.personId, reachOf(c))) throw new Forbidden();
  const outcome = await db.transaction().execute((trx) => handOver(trx, byOf(c), reachOf(c), request.id));
  return outcome.ok ? zipAnswer(c, request) : showRequest(c, { typed: { reason: '' }, troubles: outcome.troubles });
}

/** Made as it is handed over: nothing of a copy is kept. */
export async function zipAnswer(c: Ctx, request: Pick<DataRequest, 'personId' | 'withChildren'>): Promise<Response> {
  const { services, language } = c.var;
  const { config, clock } = services;
  const t = words(language);
  const copied = await collect(services, request.personId, request.withChildren, language);
  const site = config.siteName || 'Belfry';
  const made = t('copyMade', { site, when: momentInWords(clock.now(), language, config.timeZone) });
  const title = t('copyFileTitle', { name: copied[0]?.title ?? '' });
  const zip = zipOf(copied, { title, made, lead: t('copyLead'), language, yes: t('yes'), no: t('no') });
  return c.body(zip, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="belfry-data-${todayOf(c)}.zip"`,
    'cache-control': 'no-store',
  });
}

async function link(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const id = idFrom(c, 'request');
  const outcome = await services.db.transaction().execute((trx) => makeLink(trx, byOf(c), reachOf(c), id));
  if (!outcome.ok) return showRequest(c, { typed: { reason: '' }, troubles: outcome.troubles });
  const { token, until, request } = outcome.value;
  const [{ name }] = (await named(c, [request])) as [DataRequest & { name: string }];
  const made = services.config.publicUrl + fetchPath(token);
  c.header('cache-control', 'no-store');
  return page(c, <LinkPage view={await viewOf(c, 'staff')} {...{ request, name, until }} link={made} />);
}

async function showErase(
  c: Ctx,
  again?: { typed: { reason: string; marked: boolean }; troubles: readonly Trouble[]; request: string },
) {
  const person = await personIn(c, idFrom(c, 'person'));
  const asked = again?.request ?? c.req.query('request') ?? '';
  const requestId = /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : null;
  const shown = await preview(c.var.services.db, person.id, todayOf(c));
  const typed = again?.typed ?? { reason: requestId ? 'asked' : '', marked: true };
  const props = { view: await viewOf(c, 'staff'), person, requestId, preview: shown, typed };
  return page(c, <ProposePage {...props} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function propose(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const person = await personIn(c, idFrom(c, 'person'));
  const { typed } = await readForm(c);
  const input = checkForm(eraseForm, typed);
  const again = { reason: typedText(typed, 'reason'), marked: typedText(typed, 'marked') === 'yes' };
  const asked = typedText(typed, 'request');
  if (!input.ok) return showErase(c, { typed: again, troubles: input.troubles, request: asked });
  const outcome = await db.transaction().execute(async (trx) => {
    const request = input.value.request ? await requestWithin(trx, reachOf(c), input.value.request) : undefined;
    // Only a request of this person, whose identity was checked, is answered by it.
    const fits = request?.personId === person.id && request.kind === 'erasure' && request.state === 'checked';
    const { reason, marked } = input.value;
    return proposeErasure(trx, byOf(c), { personId: person.id, requestId: fits ? request.id : null, reason, marked });
  });
  if (outcome.ok) return seeOther(c, requestsPath({ said: 'proposed' }));
  return showErase(c, { typed: again, troubles: outcome.troubles, request: asked });
}

async function erasureIn(c: Ctx) {
  const id = idFrom(c, 'erasure');
  const row = (await openErasures(c.var.services.db, null)).find((one) => one.id === id);
  if (!row) throw new NotFound();
  return { row, person: await personIn(c, row.personId) };
}

async function showErasure(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { row, person } = await erasureIn(c);
  const shown = await preview(c.var.services.db, person.id, todayOf(c));
  const view = await viewOf(c, 'staff', [row.proposedBy]);
  const own = row.proposedBy === callerId(c);
  const props = { view, person, erasure: row, preview: shown, own, mayAct: true, troubles };
  return page(c, <ErasurePage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function decideErasure(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { row } = await erasureIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(erasureActForm, typed);
  if (!input.ok) return showErasure(c, input.troubles);
  const confirms = input.value.act === 'confirm';
  const outcome = await services.db
    .transaction()
    .execute((trx) => (confirms ? carryOut(trx, services, byOf(c), row.id) : withdrawErasure(trx, byOf(c), row.id)));
  if (!outcome.ok) return showErasure(c, outcome.troubles);
  return seeOther(c, requestsPath(confirms ? { said: 'erased' } : {}));
}

async function showLift(c: Ctx, again?: { typed: string; troubles: readonly Trouble[] }): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const props = { view: await viewOf(c, 'staff'), typed: again?.typed ?? '', troubles: again?.troubles ?? [] };
  return page(c, <LiftPage {...props} lifted={c.req.query('lifted') !== undefined} />, again ? 422 : 200);
}

async function lift(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const { db, config } = c.var.services;
  const { typed } = await readForm(c);
  const input = checkForm(liftForm, typed);
  const source = typedText(typed, 'source');
  if (!input.ok) return showLift(c, { typed: source, troubles: input.troubles });
  const by = byOf(c);
  const lifted = await db.transaction().execute(async (trx) => {
    const done = await liftMark(trx, markKeyOf(config), input.value.source);
    const actor = { kind: 'account' as const, accountId: by.accountId };
    if (done) await record(trx, { actor, action: 'person.lift_mark', at: by.at });
    return done;
  });
  if (lifted) return seeOther(c, `${liftPath}?lifted=yes`);
  return showLift(c, { typed: source, troubles: [{ field: 'source', key: 'liftUnknown' }] });
}
