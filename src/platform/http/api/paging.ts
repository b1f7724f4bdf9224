/** Paging by key: a cursor is the last row's key, opaque to the client. Never by offset. */
import { z } from 'zod';
import type { Ctx } from '../context.ts';

export const mostRows = 200;

/** Query parameters of every list. The cursor comes from a Link header and is sent back as it is. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(mostRows)
    .default(100)
    .meta({ description: 'Rows of a page.', param: { name: 'limit', in: 'query' } }),
  cursor: z
    .string()
    .max(200)
    .transform((text, context) => {
      const key = readCursor(text);
      if (key === undefined) context.addIssue({ code: 'custom', message: 'cursorWrong' });
      return key ?? 0;
    })
    .optional()
    .meta({
      type: 'string',
      description: 'Where the page begins: from the address in the Link header of the page before.',
      param: { name: 'cursor', in: 'query' },
    }),
};

/** The id of the last row, out of a cursor. */
function readCursor(text: string): number | undefined {
  const found = /^after:([1-9]\d{0,14})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return found ? Number(found[1]) : undefined;
}

export function cursorOf(id: number): string {
  return Buffer.from(`after:${id}`, 'latin1').toString('base64url');
}

export interface Page<T> {
  rows: T[];
  next: number | undefined;
}

/** Cuts a list that was asked for with one row more than fits. */
export function paged<T extends { id: number }>(rows: readonly T[], limit: number): Page<T> {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? shown.at(-1)?.id : undefined };
}

/** The Link header (RFC 8288) to the next page and to the first. */
export function linkHeader(c: Ctx, next: number | undefined): string {
  const here = new URL(c.req.url);
  const address = (cursor: string | undefined) => {
    const query = new URLSearchParams(here.search);
    query.delete('cursor');
    if (cursor) query.set('cursor', cursor);
    const text = query.toString();
    return `<${c.var.services.config.publicUrl}${here.pathname}${text ? `?${text}` : ''}>`;
  };
  const links = [`${address(undefined)}; rel="first"`];
  if (next !== undefined) links.push(`${address(cursorOf(next))}; rel="next"`);
  return links.join(', ');
}
