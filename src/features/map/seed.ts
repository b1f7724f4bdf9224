/** The demo's door to the district's map. */
import type { Database } from '#platform/database/connect.ts';
import { drawMap, type MapMaker } from './actions/draw.ts';

/** Gives how many places there are to choose from. */
export async function seedMap(db: Database, by: MapMaker, wish: { file: string; source: string }): Promise<number> {
  const outcome = await db.transaction().execute((trx) => drawMap(trx, by, wish));
  if (!outcome.ok) throw new Error(`The map was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value.places;
}
