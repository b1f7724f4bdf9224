/** The place on the map: its picture, clicks on it, and correcting it. */
import {
  isInside,
  landmarksOf,
  pictureAnswer,
  pointed,
  pointWritten,
  shownMap,
  viewAt,
  wholeView,
  withLandmark,
} from '#features/map/feature.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { markPlace } from '../actions/place.ts';
import { placeForm, spotOf } from '../input.ts';
import { words } from '../messages.ts';
import type { Incident } from '../model/incident.ts';
import { digits, type Spot } from '../model/spot.ts';
import { PlacePage, type SpotShown } from '../pages/place.tsx';
import { incidentPath, mapPicturePattern, placeMapRoom, placeRoom } from '../paths.ts';
import { nearOf, spotInWords } from '../spot-words.ts';
import { byOf, ledIncident, viewOf } from './request.ts';

export const placeRoutes: readonly Route[] = [
  get(mapPicturePattern, 'incidents.read', (c) => pictureAnswer(c, digits)),
  get(placeRoom.pattern, 'incidents.act', (c) => show(c)),
  post(placeRoom.pattern, 'incidents.act', keep),
  // A page that was left by a click and is opened anew.
  get(placeMapRoom.pattern, 'incidents.act', (c) => show(c)),
  post(placeMapRoom.pattern, 'incidents.act', click),
];

/** What was typed, after a click on the map or one of its buttons. */
export async function clickedOn(c: Ctx): Promise<Typed> {
  const { typed } = await readForm(c);
  return pointed(await landmarksOf(c.var.services), typed, digits);
}

/** What was typed; a named place is enough for a point. */
export async function typedPlace(c: Ctx, typed: Typed): Promise<Typed> {
  return withLandmark(await landmarksOf(c.var.services), typed, digits, 'place');
}

export async function mapFor(c: Ctx, typed: Typed) {
  return shownMap(await landmarksOf(c.var.services), typed);
}

/** Asks once whether a point outside the district's map is meant: the answer holds for this point only. */
export async function outsideAsked(c: Ctx, typed: Typed, spot: Spot | null): Promise<Trouble[]> {
  if (!spot || isInside(await landmarksOf(c.var.services), spot) !== false) return [];
  const said = typedText(typed, 'outside');
  const meant = said !== '' && said === typedText(typed, 'point').trim();
  return meant ? [] : [{ field: 'point', key: 'pointOutside' }];
}

/** For the room of an incident: in words, and what the picture shows. */
export async function spotShown(c: Ctx, { spot }: Incident): Promise<SpotShown | undefined> {
  if (!spot) return undefined;
  const all = await landmarksOf(c.var.services);
  const whole = wholeView(all);
  return {
    words: spotInWords(words(c.var.language), spot, nearOf(all, spot)),
    around: whole && viewAt(whole, spot, spot.metres && spot.metres > 5000 ? 0 : 1),
    point: pointWritten(spot, digits),
  };
}

function asTyped({ place, spot }: Incident): Typed {
  if (!spot) return { place };
  const reach = String(spot.metres ?? 'none');
  return { place, point: pointWritten(spot, digits), reach, ...(spot.public && { tells: 'yes' }) };
}

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const incident = await ledIncident(c);
  if (incident.state !== 'running' && !again) return seeOther(c, incidentPath(incident.id));
  const { typed, troubles } = again ?? { typed: asTyped(incident), troubles: [] };
  const props = { view: await viewOf(c), incident, map: await mapFor(c, typed), typed, troubles };
  return page(c, <PlacePage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function click(c: Ctx): Promise<Response> {
  await ledIncident(c);
  return show(c, { typed: await clickedOn(c), troubles: [] });
}

async function keep(c: Ctx): Promise<Response> {
  const incident = await ledIncident(c);
  const form = await readForm(c);
  const typed = await typedPlace(c, form.typed);
  const input = checkForm(placeForm, typed);
  if (!input.ok) return show(c, { typed, troubles: input.troubles });
  const spot = spotOf(input.value);
  const asked = await outsideAsked(c, typed, spot);
  if (asked.length > 0) return show(c, { typed, troubles: asked });
  const { place, revision } = input.value;
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => markPlace(trx, byOf(c), incident.id, { place, spot, revision }));
  return outcome.ok ? seeOther(c, incidentPath(incident.id)) : show(c, { typed, troubles: outcome.troubles });
}
