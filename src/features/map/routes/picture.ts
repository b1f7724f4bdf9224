/** The picture of the map, for whichever feature shows it at an address of its own. */

import type { Database } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import { type Digits, type Landmark, pointTyped, rounded, viewAt, viewTyped, wholeView } from '../model/view.ts';
import { mapPicture } from '../pages/picture.ts';
import { landmarks } from '../queries/landmarks.ts';

const keptMs = 30_000;
/** Of each database, since tests have several. Everybody sees the same map, and it changes once a year. */
const kept = new WeakMap<object, { at: number; all: Landmark[] }>();

/** What the map is drawn from, as it was half a minute ago at most. */
export async function landmarksOf(services: { db: Database; clock: { now(): Date } }): Promise<Landmark[]> {
  const { db } = services;
  const [known, now] = [kept.get(db), services.clock.now().getTime()];
  if (known && now >= known.at && now - known.at < keptMs) return known.all;
  const all = await landmarks(db);
  kept.set(db, { at: now, all });
  return all;
}

/** SVG of the view that is asked for, with the point that is marked and how far around it something reaches. */
export async function pictureAnswer(c: Ctx, digits: Digits): Promise<Response> {
  const all = await landmarksOf(c.var.services);
  const whole = wholeView(all);
  const asked = viewTyped(c.req.query('at') ?? '');
  if (!whole || !asked) throw new NotFound();
  const mark = pointTyped(c.req.query('mark') ?? '');
  const metres = Number(/^\d{1,6}$/.exec(c.req.query('metres') ?? '')?.[0] ?? 0);
  c.header('content-type', 'image/svg+xml; charset=utf-8');
  return c.body(mapPicture(all, viewAt(whole, asked.centre, asked.zoom), mark && rounded(mark, digits), metres));
}
