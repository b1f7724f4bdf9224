/** Pinning certificates for a feed: of the whole district, by two people, like rules. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { byOf, viewOf } from '../../routes/request.ts';
import { confirmPin, endPin, proposePin } from '../actions/certificates.ts';
import { movePinForm, pinForm } from '../input.ts';
import type { Feed } from '../model/feed.ts';
import { longestPem, type Pinned } from '../model/signature.ts';
import { PinFormPage, PinPage } from '../pages/certificates.tsx';
import { newPinRoom, pinPath, pinPattern } from '../paths.ts';
import { pinnedById } from '../queries/certificates.ts';
import { feedById } from '../queries/feeds.ts';
import { feedIn, onlyDistrict } from './feeds.tsx';

export const certificateRoutes: readonly Route[] = [
  get(newPinRoom.pattern, 'incidents.plan', (c) => showNew(c)),
  post(newPinRoom.pattern, 'incidents.plan', add, { maxBody: 128 * 1024 }),
  get(pinPattern, 'incidents.plan', (c) => showOne(c)),
  post(pinPattern, 'incidents.plan', move),
];

async function showNew(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const feed = await feedIn(c);
  const view = await viewOf(c);
  const { typed = {}, troubles = [] } = again ?? {};
  return page(c, <PinFormPage {...{ view, feed, typed, troubles }} />, again ? 422 : 200);
}

async function add(c: Ctx): Promise<Response> {
  const feed = await feedIn(c);
  const { typed: given, files } = await readForm(c);
  const [file] = files.file ?? [];
  // What a file held stands in the field of the text afterwards: it is not lost with an error.
  const text = file && file.size <= longestPem ? (await file.text()).replaceAll('\0', '') : undefined;
  const typed = file ? { ...given, pem: text ?? '' } : given;
  const input = checkForm(pinForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) => proposePin(trx, byOf(c, 'incidents.plan'), feed.id, input.value.pem))
    : input;
  if (outcome.ok) return seeOther(c, pinPath(outcome.value));
  // A private key is not sent back over the wire.
  const secret = outcome.troubles.some(({ key }) => key === 'pemPrivate');
  return showNew(c, { typed: secret ? {} : typed, troubles: outcome.troubles });
}

async function pinIn(c: Ctx): Promise<{ pin: Pinned; feed: Feed }> {
  onlyDistrict(c);
  const { db } = c.var.services;
  const pin = await pinnedById(db, idFrom(c, 'certificate'));
  const feed = pin && (await feedById(db, pin.feedId));
  if (!pin || !feed) throw new NotFound();
  return { pin, feed };
}

async function showOne(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const { pin, feed } = await pinIn(c);
  const view = await viewOf(c, [pin.madeBy, pin.confirmedBy, pin.endedBy]);
  const mayConfirm = byOf(c, 'incidents.plan').accountId !== pin.madeBy;
  return page(c, <PinPage {...{ view, feed, pin, mayConfirm, troubles }} />, troubles.length > 0 ? 422 : 200);
}

async function move(c: Ctx): Promise<Response> {
  const { pin } = await pinIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(movePinForm, typed);
  if (!input.ok) return showOne(c, input.troubles);
  const act = input.value.act === 'confirm' ? confirmPin : endPin;
  const outcome = await c.var.services.db.transaction().execute((trx) => act(trx, byOf(c, 'incidents.plan'), pin.id));
  return outcome.ok ? seeOther(c, pinPath(pin.id)) : showOne(c, outcome.troubles);
}
