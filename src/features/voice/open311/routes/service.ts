/** GeoReport v2 for machines. No cookie, no session; what is read of a request is its address and its form. */
import { apiKeyHolds } from '#features/api/feature.ts';
import { namedOrganisations } from '#features/directory/feature.ts';
import { localMoment } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { ownMemory } from '#platform/own-memory.ts';
import { submitCase } from '../../ask/actions/submit.ts';
import { askPatterns } from '../../ask/paths.ts';
import { receiptOfForm } from '../../ask/receipt.ts';
import { gateOf, nowOf, senderOf } from '../../ask/routes/request.tsx';
import type { Category } from '../../model/brought.ts';
import { complains } from '../../model/kinds.ts';
import { openCategories } from '../../queries/bring.ts';
import { contentTypes, type Fields, type Format, formats, type Refusal, refusal, written } from '../answers.ts';
import { isNumber, postedRequest, requestWish } from '../input.ts';
import { type Open311Trouble, open311Words } from '../messages.ts';
import { dayAsTime, type ListedRequest, statusOf } from '../model/request.ts';
import { open311Patterns, open311Root } from '../paths.ts';
import { listedRequest, listedRequests } from '../queries.ts';
import { Repeats } from '../repeats.ts';
import { numberOfToken, tokenOf } from '../token.ts';

/** 4000 characters of Chinese, written with percent signs, and what clients send beside them. */
const maxBody = 64 * 1024;
/** Since when the addresses and fields are as they are. */
const changeset = '2026-11-29T00:00:00+08:00';

const repeatsOf = ownMemory(() => new Repeats());

export const open311Routes: readonly Route[] = [
  get(open311Patterns.top, 'link', top),
  get(open311Patterns.service, 'link', (c) => answer(c, (id) => definition(c, id))),
  get(open311Patterns.request, 'link', (c) => answer(c, (id) => one(c, id))),
  get(open311Patterns.token, 'link', (c) => answer(c, (id) => token(c, id))),
  post(open311Patterns.bringJson, 'link', (c) => answer(c, () => bring(c))),
  post(open311Patterns.bringXml, 'link', (c) => answer(c, () => bring(c))),
];

interface Found {
  root: string;
  value: Fields | readonly Fields[];
}

const nothing = refusal(404, 'unknownAddress');

function top(c: Ctx): Promise<Response> {
  return answer(c, (id) => {
    if (id === 'discovery') return discovery(c);
    if (id === 'services') return services(c);
    return id === 'requests' ? many(c) : nothing;
  });
}

/** Asks for what the file's name says, and writes it or the refusal in the format of the file's end. */
async function answer(c: Ctx, ask: (id: string) => Found | Refusal | Promise<Found | Refusal>): Promise<Response> {
  const [, id = '', end = ''] = /^(.+)\.([a-z]+)$/.exec(c.req.path.split('/').at(-1) ?? '') ?? [];
  const format = formats.find((one) => one === end);
  if (!format) return write(c, 'xml', refusal(404, 'unknownFormat'));
  return write(c, format, otherJurisdiction(c) ?? (await ask(id)));
}

function write(c: Ctx, format: Format, found: Found | Refusal): Response {
  // Open to every page: nothing here depends on who asks.
  c.header('access-control-allow-origin', '*');
  c.header('content-type', contentTypes[format]);
  if (!('key' in found)) return c.body(written(format, found.root, found.value));
  const { status, key, context } = found;
  if (status === 429) c.header('retry-after', '600');
  const description = open311Words(c.var.language)(key, context);
  return c.body(written(format, 'errors', [{ code: status, description }]), status);
}

/** One endpoint serves one district; an empty parameter is none. */
function otherJurisdiction(c: Ctx): Refusal | undefined {
  const asked = c.req.query('jurisdiction_id');
  const id = jurisdictionOf(c);
  return asked && asked !== id ? refusal(404, 'jurisdictionUnknown', { id }) : undefined;
}

function jurisdictionOf(c: Ctx): string {
  return new URL(c.var.services.config.publicUrl).hostname;
}

function discovery(c: Ctx): Found {
  const { publicUrl } = c.var.services.config;
  const endpoint = {
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url: publicUrl + open311Root,
    ...{ changeset, type: 'production', formats: ['text/xml', 'application/json'] },
  };
  const page = `${publicUrl}${askPatterns.start}?language=${c.var.language}`;
  return { root: 'discovery', value: { changeset, contact: page, key_service: page, endpoints: [endpoint] } };
}

/** Kinds that complain of somebody have no place: they are never here. */
async function placeCategories(c: Ctx): Promise<Category[]> {
  return (await openCategories(c.var.services.db)).filter(({ place, kind }) => place && !complains(kind));
}

async function services(c: Ctx): Promise<Found> {
  const t = open311Words(c.var.language);
  const value = (await placeCategories(c)).map(({ code, titles }) => ({
    ...{ service_code: code, service_name: titles[c.var.language] },
    description: t('serviceText', { title: titles[c.var.language] }),
    // Batch: a token first, a number when somebody has read it.
    ...{ metadata: true, type: 'batch', keywords: t('keywords'), group: t('group') },
  }));
  return { root: 'services', value };
}

async function definition(c: Ctx, code: string): Promise<Found | Refusal> {
  const t = open311Words(c.var.language);
  if (!(await placeCategories(c)).some((one) => one.code === code)) return refusal(404, 'serviceUnknown');
  const choice = {
    variable: true,
    datatype: 'singlevaluelist',
    required: false,
    datatype_description: t('attributeChoice'),
  };
  const organisations = await namedOrganisations(c.var.services.db);
  const attributes = [
    {
      ...{ ...choice, code: 'may_publish', order: 1, description: t('attributePublish') },
      values: [
        { key: 'yes', name: t('yes') },
        { key: 'no', name: t('no') },
      ],
    },
    {
      ...{ ...choice, code: 'organisation', order: 2, description: t('attributeOrganisation') },
      values: organisations.map(({ id, name }) => ({ key: String(id), name })),
    },
  ];
  return { root: 'service_definition', value: { service_code: code, attributes } };
}

async function many(c: Ctx): Promise<Found | Refusal> {
  const { db, config, clock } = c.var.services;
  const wish = requestWish((name) => c.req.query(name), clock.now(), config.timeZone);
  if ('key' in wish) return wish;
  const rows = await listedRequests(db, wish);
  return { root: 'service_requests', value: rows.map((row) => shown(c, row)) };
}

async function one(c: Ctx, id: string): Promise<Found | Refusal> {
  const row = isNumber(id) ? await listedRequest(c.var.services.db, id) : undefined;
  if (!row) return refusal(404, 'requestUnknown');
  return { root: 'service_requests', value: [shown(c, row)] };
}

function shown(c: Ctx, row: ListedRequest): Fields {
  const { timeZone } = c.var.services.config;
  const time = (day: string) => dayAsTime(day, localMoment(day, 0, timeZone));
  const status = statusOf(row.state);
  return {
    service_request_id: row.number,
    status,
    status_notes: open311Words(c.var.language)(`state_${row.state}`),
    service_name: row.titles[c.var.language],
    service_code: row.category,
    description: row.text,
    agency_responsible: row.office,
    requested_datetime: time(row.receivedOn),
    updated_datetime: time(row.updatedOn),
    expected_datetime: status === 'open' && row.dueOn ? time(row.dueOn) : undefined,
    address: row.address,
    lat: row.latitude,
    long: row.longitude,
  };
}

/** The number once the request is listed; until then the token alone. */
async function token(c: Ctx, given: string): Promise<Found | Refusal> {
  const { db, secrets } = c.var.services;
  const number = numberOfToken(secrets, given);
  if (number === undefined) return refusal(404, 'tokenUnknown');
  const listed = await listedRequest(db, number);
  return {
    root: 'service_requests',
    value: [{ token: given, ...(listed && { service_request_id: number }) }],
  };
}

async function bring(c: Ctx): Promise<Found | Refusal> {
  const { services } = c.var;
  if (Number(c.req.header('content-length') ?? 0) > maxBody) return refusal(413, 'bodyLarge', { n: maxBody / 1024 });
  if (!/^application\/x-www-form-urlencoded(;|$)/i.test(c.req.header('content-type') ?? ''))
    return refusal(400, 'formOnly');
  const { typed } = await readForm(c);
  const read = (name: string) => typedText(typed, name);
  const keyId = await apiKeyHolds(services, read('api_key'), 'cases.report');
  if (keyId === undefined) return refusal(403, 'keyWrong');
  if (!gateOf(c.var.services).admitsKey(keyId, nowOf(c))) return refusal(429, 'tooMany');
  const id = jurisdictionOf(c);
  if (!['', id].includes(read('jurisdiction_id'))) return refusal(404, 'jurisdictionUnknown', { id });
  const posted = postedRequest(read);
  if ('key' in posted) return posted;
  const category = (await placeCategories(c)).find(({ code }) => code === posted.service);
  if (!category) return refusal(404, 'serviceUnknown');
  const nonce = repeatsOf(services).nonceOf(senderOf(c), typed, nowOf(c));
  const outcome = await submitCase(services, {
    receipt: receiptOfForm(services.secrets, nonce),
    ...{ kind: category.kind, category: category.code, language: c.var.language, way: 'anonymous', via: 'open311' },
    ...{ text: posted.text, address: posted.address, ...(posted.point && { point: posted.point }) },
    ...{ organisationId: posted.organisationId, mayPublish: posted.mayPublish },
  });
  if (!outcome.ok) {
    const { key, context } = outcome.troubles[0] ?? { key: 'textMissing' };
    return refusal(400, key as Open311Trouble, context);
  }
  const t = open311Words(c.var.language);
  const { receipt, number } = outcome.value;
  const address = `${services.config.publicUrl}${askPatterns.case}`;
  const notice = [t('noticeReceipt', { receipt, address }), t(posted.mayPublish ? 'noticeListed' : 'noticeUnlisted')];
  return {
    root: 'service_requests',
    value: [{ token: tokenOf(services.secrets, number), service_notice: notice.join(' ') }],
  };
}
