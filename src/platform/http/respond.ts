/** Answers: the only place, with app.tsx, that knows status codes. */
import type { Ctx } from './context.ts';

/** A rendered page with its doctype. 200 unless it shows trouble (422) or says otherwise. */
export async function page(
  c: Ctx,
  body: { toString(): string } | Promise<{ toString(): string }>,
  status: 200 | 400 | 403 | 404 | 409 | 410 | 422 | 429 | 500 | 503 = 200,
): Promise<Response> {
  return c.html(`<!doctype html>\n${(await body).toString()}`, status);
}

/** After a successful POST: see other. */
export function seeOther(c: Ctx, location: string): Response {
  return c.redirect(location, 303);
}

/** Thrown by a handler when the object is not there, or not within the caller's reach: both look the same. */
export class NotFound extends Error {}

/** Thrown by a handler when the caller may see the object but not do this. */
export class Forbidden extends Error {}

/** A whole number from the address; anything else is not found. */
export function idFrom(c: Ctx, name: string): number {
  const text = c.req.param(name) ?? '';
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new NotFound();
  return Number(text);
}
