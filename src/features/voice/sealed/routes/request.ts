/** What the handlers of the ombudsperson's desk take from a request. */
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { Forbidden, NotFound } from '#platform/http/respond.ts';
import type { Holder } from '../actions/keys.ts';
import type { Key } from '../model/wrap.ts';
import { keysOf } from '../queries/keys.ts';

export interface Sealer extends Holder {
  /** Names of the whole district are theirs; a grant of one school opens nothing. */
  ofDistrict: boolean;
}

export async function sealerOf(c: Ctx): Promise<Sealer> {
  const { caller } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  const district = await theDistrict(c.var.services.db);
  return {
    accountId: caller.accountId,
    handles: c.var.reach('voice.handle').paths.length > 0,
    ofDistrict: district !== undefined && within(c.var.reach('voice.seal'), district.path),
  };
}

/** For acts on names: who is no ombudsperson of the district finds none. */
export async function keeperOf(c: Ctx): Promise<Sealer> {
  const sealer = await sealerOf(c);
  if (!sealer.ofDistrict) throw new NotFound();
  return sealer;
}

export async function ownKey(c: Ctx, sealer: Sealer): Promise<Key> {
  const id = c.req.param('key') ?? '';
  const found = (await keysOf(c.var.services.db, sealer.accountId)).find((key) => key.id === id);
  if (!found) throw new NotFound();
  return found;
}

export function keyIdFrom(c: Ctx): string {
  const id = c.req.param('key') ?? '';
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound();
  return id;
}
