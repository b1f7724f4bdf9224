/** Administrators of the district set what the map is drawn from. */
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, type Typed, typedText } from '#platform/http/form.ts';
import { Forbidden, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { clearMap, drawMap } from '../actions/draw.ts';
import { wholeView } from '../model/view.ts';
import { MapDeskPage } from '../pages/desk.tsx';
import { mapDeskPath, mapPicturePattern } from '../paths.ts';
import { landmarks } from '../queries/landmarks.ts';
import { pictureAnswer } from './picture.ts';

const maxBody = 2 * 1024 * 1024;

export const mapDeskRoutes: readonly Route[] = [
  get(mapDeskPath, 'map.draw', (c) => show(c)),
  post(mapDeskPath, 'map.draw', work, { maxBody }),
  get(mapPicturePattern, 'map.draw', (c) => pictureAnswer(c, 4)),
];

/** A school's administrators look at it; it is drawn for the whole district. */
async function mayWrite(c: Ctx): Promise<boolean> {
  const district = await theDistrict(c.var.services.db);
  return district !== undefined && within(c.var.reach('map.draw'), district.path);
}

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const all = await landmarks(c.var.services.db);
  const source = all.find(({ kind }) => kind === 'source')?.name ?? null;
  const props = {
    ...{
      shell: c.var.shell('staff'),
      language: c.var.language,
      writes: await mayWrite(c),
      whole: wholeView(all),
      source,
    },
    places: all.filter(({ kind }) => kind === 'place').length,
    ...(again ?? { typed: { source: source ?? '' }, troubles: [] }),
  };
  return page(c, <MapDeskPage {...props} />, again ? 422 : 200);
}

async function work(c: Ctx): Promise<Response> {
  const { caller, services } = c.var;
  if (caller.kind !== 'account' || !(await mayWrite(c))) throw new Forbidden();
  const { typed, files } = await readForm(c);
  const by = { accountId: caller.accountId, at: services.clock.now() };
  const file = await files.file?.[0]?.text();
  const outcome = await services.db
    .transaction()
    .execute(async (trx) =>
      typedText(typed, 'act') === 'clear'
        ? clearMap(trx, by)
        : drawMap(trx, by, { file, source: typedText(typed, 'source') }),
    );
  return outcome.ok ? seeOther(c, mapDeskPath) : show(c, { typed, troubles: outcome.troubles });
}
