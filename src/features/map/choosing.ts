/** Choosing a place on the map by answers to forms alone: what a click, a button or a named place means. */
import { type Typed, typedText } from '#platform/http/form.ts';
import {
  clicked,
  type Digits,
  isSeen,
  type Landmark,
  mapSide,
  type Point,
  pointTyped,
  pointWritten,
  rounded,
  viewAt,
  viewTyped,
  viewWritten,
  wholeView,
} from './model/view.ts';
import type { ShownMap } from './pages/choice.tsx';

/** What the form shows: where it was last looked at, else around the point; all of it where that doesn't show the point. */
export function shownMap(all: readonly Landmark[], typed: Typed): ShownMap | undefined {
  const whole = wholeView(all);
  if (!whole) return undefined;
  const point = pointTyped(typedText(typed, 'point'));
  const asked = viewTyped(typedText(typed, 'map'));
  const looked = asked ? viewAt(whole, asked.centre, asked.zoom) : point ? viewAt(whole, point, 2) : whole;
  return {
    shown: point === undefined || isSeen(looked, point) ? looked : whole,
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

/** What was typed, with the point that a click or a button chose, and the view that follows. */
export function pointed(all: readonly Landmark[], typed: Typed, digits: Digits): Typed {
  const whole = wholeView(all);
  if (!whole) return typed;
  const asked = viewTyped(typedText(typed, 'map'));
  const view = asked ? viewAt(whole, asked.centre, asked.zoom) : whole;
  const at = (point: Point, zoom: number): Typed => ({
    ...typed,
    point: pointWritten(point, digits),
    map: viewWritten(viewAt(whole, rounded(point, digits), zoom)),
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
function clickIn(typed: Typed): { x: number; y: number } | undefined {
  const [x, y] = [typedText(typed, 'pick.x'), typedText(typed, 'pick.y')].map((text) =>
    /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN,
  ) as [number, number];
  return x <= mapSide && y <= mapSide && x + y > 0 ? { x, y } : undefined;
}

/** A named place is enough: it gives the point, and the words of the field `wording` where there are none. */
export function withLandmark(all: readonly Landmark[], typed: Typed, digits: Digits, wording: string): Typed {
  if (typedText(typed, 'landmark') === '' || typedText(typed, 'point').trim() !== '') return typed;
  const landmark = landmarkIn(all, typed);
  if (!landmark) return typed;
  const written = typedText(typed, wording);
  const named = written.trim() === '' ? landmark.name : written;
  return { ...typed, point: pointWritten(landmark.point, digits), [wording]: named };
}
