/** Answers of the roster service: objects, pages with their headers, and refusals as `imsx_StatusInfo`. */
import { createHash } from 'node:crypto';
import type { Ctx } from '#platform/http/context.ts';
import { chooseLanguage } from '#platform/i18n.ts';
import { words } from '../../messages.ts';

/** The standard's minor codes of which this service has a use. */
export const minorCodes = [
  'invaliddata',
  'invalid_filter_field',
  'invalid_selection_field',
  'invalid_sort_field',
  'unauthorisedrequest',
  'forbidden',
  'unknownobject',
  'server_busy',
  'unsupported',
  'internal_server_error',
] as const;
export type MinorCode = (typeof minorCodes)[number];

const statuses: Record<MinorCode, 400 | 401 | 403 | 404 | 405 | 429 | 500> = {
  invaliddata: 400,
  invalid_filter_field: 400,
  invalid_selection_field: 400,
  invalid_sort_field: 400,
  unauthorisedrequest: 401,
  forbidden: 403,
  unknownobject: 404,
  unsupported: 405,
  server_busy: 429,
  internal_server_error: 500,
};

export function refusal(
  c: Ctx,
  code: MinorCode,
  field = 'TargetEndSystem',
  headers: Record<string, string> = {},
): Response {
  const t = words(chooseLanguage(undefined, c.req.header('accept-language')));
  const body = {
    imsx_codeMajor: code === 'unsupported' ? 'unsupported' : 'failure',
    imsx_severity: 'error',
    imsx_description: t(`roster_${code}`),
    imsx_CodeMinor: {
      imsx_codeMinorField: [{ imsx_codeMinorFieldName: field, imsx_codeMinorFieldValue: code }],
    },
  };
  return c.json(body, statuses[code], { 'cache-control': 'no-store', ...headers });
}

/** JSON with a mark of its content; whoever has it already is told so. */
export function object(c: Ctx, body: unknown, headers: Record<string, string> = {}): Response {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const all = { ...headers, etag, 'cache-control': 'private, no-cache' };
  const known = (c.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return c.body(null, 304, all);
  return c.body(text, 200, { ...all, 'content-type': 'application/json; charset=utf-8' });
}

/** `X-Total-Count` and `Link` of a page; `here` is its whole address. */
export function pageHeaders(here: URL, total: number, { limit, offset }: { limit: number; offset: number }) {
  const at = (start: number) => {
    const url = new URL(here);
    url.searchParams.set('limit', String(limit));
    url.searchParams.set('offset', String(start));
    return url.toString();
  };
  const last = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit;
  const links: [string, string][] = [];
  if (offset + limit < total) links.push(['next', at(offset + limit)]);
  if (offset > 0) links.push(['prev', at(Math.max(0, offset - limit))]);
  links.push(['first', at(0)], ['last', at(last)]);
  return {
    'x-total-count': String(total),
    link: links.map(([rel, href]) => `<${href}>; rel="${rel}"`).join(', '),
  };
}
