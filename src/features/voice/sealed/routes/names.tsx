/** The list of sealed names; opening one, and sending word. The browser asks for JSON here, and opens what it gets. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm } from '#platform/http/form.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { inWords } from '../../handling/pages/frame.tsx';
import { viewOf } from '../../handling/routes/request.ts';
import { openName, sendNews } from '../actions/names.ts';
import { namesWish, newsForm } from '../input.ts';
import { NamesPage } from '../pages/names.tsx';
import { namesPath, newsPattern, openNamePattern, sealedPath } from '../paths.ts';
import { keysOf } from '../queries/keys.ts';
import { namesUnder } from '../queries/names.ts';
import { keeperOf, sealerOf } from './request.ts';

const shownAtOnce = 50;

export const nameRoutes: readonly Route[] = [
  get(sealedPath, 'voice.seal', show),
  post(openNamePattern, 'voice.seal', open),
  post(newsPattern, 'voice.seal', news),
];

async function show(c: Ctx): Promise<Response> {
  const { db } = c.var.services;
  const sealer = await sealerOf(c);
  const { after, ...wish } = namesWish((name) => c.req.query(name));
  const keys = sealer.ofDistrict ? (await keysOf(db, sealer.accountId)).filter(({ endedOn }) => endedOn === null) : [];
  const found =
    keys.length === 0 ? [] : await namesUnder(db, sealer.accountId, { ...wish, after, limit: shownAtOnce + 1 });
  const rows = found.slice(0, shownAtOnce);
  const last = rows.at(-1);
  c.set('wasm', true);
  const props = {
    ...{ view: await viewOf(c), ofDistrict: sealer.ofDistrict, keys, rows, wish },
    nextHref: found.length > shownAtOnce && last ? namesPath(wish, `${last.receivedOn}_${last.number}`) : undefined,
    firstHref: after ? namesPath(wish) : undefined,
  };
  return page(c, <NamesPage {...props} />);
}

const numberFrom = (c: Ctx): string => c.req.param('case') ?? '';

async function open(c: Ctx): Promise<Response> {
  const { accountId } = await keeperOf(c);
  const outcome = await openName(c.var.services, accountId, numberFrom(c));
  if (!outcome.ok) throw new NotFound();
  return c.json({
    boxes: outcome.value.map(({ keyId, sealed }) => ({ key: keyId, sealed: sealed.toString('base64') })),
  });
}

/** The address is in this request alone: it is neither written down nor said back. */
async function news(c: Ctx): Promise<Response> {
  const { accountId } = await keeperOf(c);
  const { typed } = await readForm(c);
  const input = checkForm(newsForm, typed);
  const address = input.ok ? input.value.address : '';
  const outcome = await sendNews(c.var.services, accountId, numberFrom(c), address);
  const view = await viewOf(c);
  if (outcome.ok) return c.json({ ok: true, text: view.t('newsSent') });
  const [trouble] = outcome.troubles;
  if (!trouble || trouble.key === 'nameGone') throw new NotFound();
  return c.json({ ok: false, text: inWords(view, trouble) });
}
