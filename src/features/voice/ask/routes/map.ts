/** The map of the form: its picture, and what a click on it means. */
import type { Ctx } from '#platform/http/context.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { NotFound } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import {
  clicked,
  type Landmark,
  type MapView,
  mapSide,
  viewAt,
  viewTyped,
  viewWritten,
  wholeView,
} from '../model/map.ts';
import { type Point, pointTyped, snapped } from '../model/place.ts';
import type { ShownMap } from '../pages/map.tsx';
import { mapPicture } from '../pages/map-picture.ts';
import { askPatterns } from '../paths.ts';
import { landmarks } from '../queries/landmarks.ts';
import { nowOf } from './request.tsx';

export const mapRoutes: readonly Route[] = [get(askPatterns.map, 'link', picture)];

const keptMs = 30_000;
/** Of each database, since tests have several. Everybody sees the same map, and it changes once a year. */
const kept = new WeakMap<object, { at: number; all: Landmark[] }>();

async function landmarksOf(c: Ctx): Promise<Landmark[]> {
  const { db } = c.var.services;
  const [known, now] = [kept.get(db), nowOf(c)];
  if (known && now >= known.at && now - known.at < keptMs) return known.all;
  const all = await landmarks(db);
  kept.set(db, { at: now, all });
  return all;
}

async function picture(c: Ctx): Promise<Response> {
  const all = await landmarksOf(c);
  const whole = wholeView(all);
  const asked = viewTyped(c.req.query('at') ?? '');
  if (!whole || !asked) throw new NotFound();
  const mark = pointTyped(c.req.query('mark') ?? '');
  c.header('content-type', 'image/svg+xml; charset=utf-8');
  return c.body(mapPicture(all, viewAt(whole, asked.centre, asked.zoom), mark && snapped(mark)));
}

/** What the form shows: where it was last looked at, else around the point, else all of it. */
export async function shownMap(c: Ctx, typed: Typed): Promise<ShownMap | undefined> {
  const all = await landmarksOf(c);
  const whole = wholeView(all);
  if (!whole) return undefined;
  const point = pointTyped(typedText(typed, 'point'));
  const asked = viewTyped(typedText(typed, 'map'));
  return {
    shown: asked ? viewAt(whole, asked.centre, asked.zoom) : point ? viewAt(whole, point, 2) : whole,
    marked: point !== undefined,
    places: all.flatMap(({ id, kind, name }) => (kind === 'place' && name !== null ? [{ id, name }] : [])),
    source: all.find(({ kind }) => kind === 'source')?.name ?? null,
  };
}

function landmarkIn(all: readonly Landmark[], typed: Typed): { name: string; point: Point } | undefined {
  const id = typedText(typed, 'landmark');
  const found = all.find((one) => one.kind === 'place' && String(one.id) === id);
  const [first] = found?.points ?? [];
  return found?.name && first ? { name: found.name, point: { latitude: first[0], longitude: first[1] } } : undefined;
}

/** As it will be stored, so that nobody thinks it were more exact. */
function written(point: Point): string {
  const { latitude, longitude } = snapped(point);
  return `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
}

/** What was typed, with the point that a click or a button chose, and the view that follows. */
export async function pointed(c: Ctx, typed: Typed): Promise<Typed> {
  const all = await landmarksOf(c);
  const whole = wholeView(all);
  if (!whole) return typed;
  const asked = viewTyped(typedText(typed, 'map'));
  const view = asked ? viewAt(whole, asked.centre, asked.zoom) : whole;
  const at = (point: Point, zoom: number): Typed => ({
    ...typed,
    point: written(point),
    map: viewWritten(viewAt(whole, snapped(point), zoom)),
  });
  const act = typedText(typed, 'map_act');
  if (act === 'farther') return { ...typed, map: viewWritten(viewAt(whole, view.centre, view.zoom - 1)) };
  if (act === 'clear') return { ...typed, point: '', landmark: '', map: viewWritten(whole) };
  if (act === 'show') {
    const landmark = landmarkIn(all, typed);
    return landmark ? at(landmark.point, 2) : typed;
  }
  const pixel = clickIn(typed);
  return pixel ? at(clicked(view, pixel.x, pixel.y), view.zoom + 1) : typed;
}

/** Whoever presses it with a keyboard clicks on the corner: that is no place. */
function clickIn(typed: Typed): MapPixel | undefined {
  const [x, y] = [typedText(typed, 'pick.x'), typedText(typed, 'pick.y')].map((text) =>
    /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN,
  ) as [number, number];
  return x <= mapSide && y <= mapSide && x + y > 0 ? { x, y } : undefined;
}

interface MapPixel {
  x: number;
  y: number;
}

/** A named place is enough: it gives the point, and the words where there are none. */
export async function withLandmark(c: Ctx, typed: Typed): Promise<Typed> {
  if (typedText(typed, 'landmark') === '' || typedText(typed, 'point').trim() !== '') return typed;
  const landmark = landmarkIn(await landmarksOf(c), typed);
  if (!landmark) return typed;
  const address = typedText(typed, 'address').trim() === '' ? landmark.name : typedText(typed, 'address');
  return { ...typed, point: written(landmark.point), address };
}

/** For the desk: the picture around a point. */
export function viewAround(all: readonly Landmark[], point: Point): MapView | undefined {
  const whole = wholeView(all);
  return whole && viewAt(whole, point, 2);
}
