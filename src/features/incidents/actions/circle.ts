/** The place on the map as an area of a warning. */
import { landmarks } from '#features/map/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { words } from '../messages.ts';
import type { Area } from '../model/area.ts';
import { circleOf } from '../model/spot.ts';
import { incidentById } from '../queries/incidents.ts';
import { nearOf, spotInWords } from '../spot-words.ts';

/** A circle, where the officer shows it to the public; it comes before the areas of organisations. */
export async function circleArea(trx: Transaction, id: number): Promise<Area[]> {
  const spot = (await incidentById(trx, id))?.spot;
  if (!spot?.public) return [];
  const near = nearOf(await landmarks(trx), spot);
  const said = (language: 'zh-CN' | 'en') => spotInWords(words(language), spot, near);
  return [{ name: said('zh-CN'), english: said('en'), circle: circleOf(spot) }];
}
