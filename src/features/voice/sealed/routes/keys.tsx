/** Own keys, the seats, and the scripts of these pages. */
import { accountNames } from '#features/accounts/feature.ts';
import { theDistrict } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { Forbidden, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { viewOf } from '../../handling/routes/request.ts';
import { changePassphrase, confirmLoss, dropLoss, giveUpKey, makeKey, proposeLoss } from '../actions/keys.ts';
import { movePieces, waitingAfterLoss, wayOf } from '../actions/move.ts';
import { keysInUse } from '../actions/openers.ts';
import { lossForm, newKeyForm, passphraseForm, piecesAtOnce, piecesForm } from '../input.ts';
import { type Seat, seats } from '../model/box.ts';
import { keyState } from '../model/wrap.ts';
import { KeyPage, KeysPage, NewKeyPage } from '../pages/keys.tsx';
import { MovePage } from '../pages/move.tsx';
import { SeatsPage } from '../pages/seats.tsx';
import {
  giveUpPattern,
  keyPath,
  keyPattern,
  keysPath,
  lostPattern,
  movePath,
  movePattern,
  newKeyPath,
  piecesPattern,
  scriptPattern,
  seatsPath,
} from '../paths.ts';
import { allKeys, closedUnder, keysOf } from '../queries/keys.ts';
import { countOnWay, piecesUnder } from '../queries/move.ts';
import { deskScript } from '../scripts.ts';
import { keeperOf, keyIdFrom, ownKey, sealerOf } from './request.ts';

export const keyRoutes: readonly Route[] = [
  get(keysPath, 'voice.seal', show),
  get(newKeyPath, 'voice.seal', (c) => showNew(c)),
  post(newKeyPath, 'voice.seal', make, { proof: true }),
  get(keyPattern, 'voice.seal', (c) => showKey(c)),
  post(keyPattern, 'voice.seal', change),
  post(giveUpPattern, 'voice.seal', giveUp),
  get(movePattern, 'voice.seal', showMove),
  get(piecesPattern, 'voice.seal', pieces),
  post(movePattern, 'voice.seal', move),
  get(seatsPath, 'voice.set_up', (c) => showSeats(c)),
  post(lostPattern, 'voice.set_up', lose),
  get(scriptPattern, 'voice.seal', script),
];

async function show(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const sealer = await sealerOf(c);
  const keys = sealer.ofDistrict ? await keysOf(services.db, sealer.accountId) : [];
  const anew = await Promise.all(keys.map(async (key) => [key.id, await waitingAfterLoss(services, key)] as const));
  return page(c, <KeysPage view={await viewOf(c)} {...{ ...sealer, keys, anew: new Map(anew) }} />);
}

async function showNew(c: Ctx, again?: { seat: Seat | undefined; troubles: readonly Trouble[] }): Promise<Response> {
  const { services } = c.var;
  const { accountId } = await sealerOf(c);
  const others = (await keysInUse(services)).filter((key) => key.accountId !== accountId);
  const names = await accountNames(
    services.db,
    others.map((key) => key.accountId),
  );
  const taken = Object.fromEntries(others.map((key) => [key.seat, names.get(key.accountId) ?? '']));
  c.set('wasm', true);
  const props = { view: await viewOf(c), taken, seat: again?.seat, troubles: again?.troubles ?? [] };
  return page(c, <NewKeyPage {...props} />, again ? 422 : 200);
}

async function make(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const sealer = await sealerOf(c);
  const { typed } = await readForm(c);
  const input = checkForm(newKeyForm, typed);
  const seat = seats.find((one) => one === typedText(typed, 'seat'));
  if (!input.ok) return showNew(c, { seat, troubles: input.troubles });
  if (!sealer.ofDistrict) return showNew(c, { seat, troubles: refused(null, 'keyDistrict').troubles });
  const { public_key: publicKey, wrapped } = input.value;
  const inUse = new Set((await keysInUse(services)).map(({ keyId }) => keyId));
  const outcome = await makeKey(services, sealer, { seat: input.value.seat, publicKey, wrapped }, inUse);
  if (!outcome.ok) return showNew(c, { seat, troubles: outcome.troubles });
  const { before } = outcome.value;
  return seeOther(c, before ? movePath(before) : keysPath);
}

async function showKey(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const sealer = await keeperOf(c);
  const shown = await ownKey(c, sealer);
  if (shown.endedOn !== null) throw new NotFound();
  c.set('wasm', true);
  const props = { view: await viewOf(c), shown, changed: c.req.query('changed') === 'yes', troubles };
  return page(c, <KeyPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function change(c: Ctx): Promise<Response> {
  const sealer = await keeperOf(c);
  const key = await ownKey(c, sealer);
  const input = checkForm(passphraseForm, (await readForm(c)).typed);
  const outcome = input.ok ? await changePassphrase(c.var.services, sealer, key.id, input.value.passphrase) : input;
  return outcome.ok ? seeOther(c, `${keyPath(key.id)}?changed=yes`) : showKey(c, outcome.troubles);
}

async function giveUp(c: Ctx): Promise<Response> {
  const sealer = await keeperOf(c);
  const key = await ownKey(c, sealer);
  const outcome = await giveUpKey(c.var.services, sealer, key.id);
  return outcome.ok ? seeOther(c, keysPath) : showKey(c, outcome.troubles);
}

async function showMove(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const sealer = await keeperOf(c);
  const shown = await ownKey(c, sealer);
  const way = await wayOf(services, shown);
  const afterLoss = keyState(shown) === 'in_use';
  const { all, kept } = way ? await countOnWay(services.db, way) : { all: shown.names, kept: 0 };
  if (afterLoss && (!way || all === kept)) return seeOther(c, keysPath);
  const names = await accountNames(services.db, way ? [way.to.accountId] : []);
  c.set('wasm', true);
  const props = {
    ...{ view: await viewOf(c), shown, to: way?.to, toName: (way && names.get(way.to.accountId)) ?? '' },
    ...{ left: all - kept, kept, afterLoss },
  };
  return page(c, <MovePage {...props} />);
}

async function pieces(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const sealer = await keeperOf(c);
  const way = await wayOf(services, await ownKey(c, sealer));
  if (!way) return c.json({ pieces: [], next: '' });
  const asked = c.req.query('after') ?? '';
  const after = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked) ? asked : undefined;
  const found = await piecesUnder(services.db, way, { after, limit: piecesAtOnce });
  const told = found.map(({ number, sealed }) => ({ number, sealed: sealed.toString('base64') }));
  return c.json({ pieces: told, next: found.at(-1)?.caseId ?? '' });
}

async function move(c: Ctx): Promise<Response> {
  const sealer = await keeperOf(c);
  const key = await ownKey(c, sealer);
  const input = checkForm(piecesForm, (await readForm(c)).typed);
  const outcome = input.ok ? await movePieces(c.var.services, sealer, key.id, input.value.to, input.value.box) : input;
  return outcome.ok ? c.json(outcome.value) : c.json({ moved: 0 }, 409);
}

async function showSeats(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { services, caller } = c.var;
  if (caller.kind !== 'account') throw new Forbidden();
  const [keys, held, closed, may] = await Promise.all([
    allKeys(services.db),
    keysInUse(services),
    closedUnder(services.db),
    administersAll(c),
  ]);
  const inUse = new Set(held.map(({ accountId }) => accountId));
  const shown = keys.map((key) => ({ ...key, held: inUse.has(key.accountId), closed: closed.get(key.id) ?? 0 }));
  const people = keys.flatMap(({ accountId, lostBy }) => (lostBy === null ? [accountId] : [accountId, lostBy]));
  const props = { view: await viewOf(c, people), keys: shown, accountId: caller.accountId, may, troubles };
  return page(c, <SeatsPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function administersAll(c: Ctx): Promise<boolean> {
  const district = await theDistrict(c.var.services.db);
  return district !== undefined && within(c.var.reach('voice.set_up'), district.path);
}

const losses = { propose: proposeLoss, confirm: confirmLoss, drop: dropLoss } as const;

async function lose(c: Ctx): Promise<Response> {
  const { services, caller } = c.var;
  if (caller.kind !== 'account' || !(await administersAll(c))) throw new Forbidden();
  const id = keyIdFrom(c);
  const input = checkForm(lossForm, (await readForm(c)).typed);
  const outcome: Outcome<null> = input.ok ? await losses[input.value.act](services, caller.accountId, id) : input;
  return outcome.ok ? seeOther(c, seatsPath) : showSeats(c, outcome.troubles);
}

/** For these pages alone. An hour in the browser: what they are is no secret. */
function script(c: Ctx): Response {
  const text = deskScript(c.req.param('file') ?? '');
  if (text === undefined) throw new NotFound();
  c.header('content-type', 'text/javascript; charset=utf-8');
  c.header('cache-control', 'private, max-age=3600');
  c.header('content-encoding', 'gzip');
  return c.body(text);
}
