/** The fresh proof: asked by app.tsx before a route that wants one, on a page of its own. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { isFresh, proofMeans, prove } from '../actions/proof.ts';
import { proofInput } from '../input.ts';
import { safeNext } from '../model.ts';
import { ProofDonePage, ProofPage } from '../pages/proof.tsx';
import { paths } from '../paths.ts';
import { accountCaller, viewOf } from './view.ts';

const ownFields = /^proof(_|$)/;

export const proofRoutes: readonly Route[] = [
  get(paths.proof(), 'signed-in', (c) => proofPage(c, [['next', nextOf(c.req.query('next'))]], paths.proof())),
  get(paths.proofDone(), 'signed-in', (c) => page(c, <ProofDonePage view={viewOf(c, 'staff')} />)),
  post(paths.proof(), 'signed-in', async (c) => {
    const fields = await c.req.formData();
    const next = nextOf(String(fields.get('next') ?? ''));
    const troubles = await judge(c, fields);
    return troubles.length > 0 ? proofPage(c, [['next', next]], paths.proof(), troubles) : seeOther(c, next);
  }),
];

/**
 * Nothing if the caller has proved within the last minutes, or does so with this very request; else the page that asks.
 * A form is kept in that page and comes back whole with the proof, to the same address; files are not kept.
 */
export async function askForProof(c: Ctx): Promise<Response | undefined> {
  const fresh = isFresh(c.var.services, accountCaller(c));
  if (c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url);
    return fresh ? undefined : seeOther(c, paths.proof(pathname + search));
  }
  // The parsed form is kept by the request, so that the handler gets it without the fields of the proof.
  const fields = await c.req.formData();
  let troubles: readonly Trouble[] = [];
  if (!fresh && fields.has('proof')) troubles = await judge(c, fields);
  const proved = fresh || (fields.has('proof') && troubles.length === 0);
  for (const name of new Set(fields.keys())) if (ownFields.test(name)) fields.delete(name);
  if (proved) return undefined;
  const kept = [...fields.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return proofPage(c, kept, new URL(c.req.url).pathname + new URL(c.req.url).search, troubles);
}

async function judge(c: Ctx, fields: FormData): Promise<readonly Trouble[]> {
  const input = checkForm(proofInput, Object.fromEntries([...fields].map(([name, value]) => [name, String(value)])));
  if (!input.ok) return input.troubles;
  const typed = input.value;
  const outcome = await prove(
    c.var.services,
    accountCaller(c),
    typed.proof === 'password'
      ? { means: 'password', password: typed.proof_password, code: typed.proof_code }
      : typed.proof === 'passkey'
        ? { means: 'passkey', ticket: typed.proof_ticket, response: typed.proof_response }
        : { means: 'demo' },
  );
  return outcome.ok ? [] : outcome.troubles;
}

async function proofPage(
  c: Ctx,
  kept: readonly [string, string][],
  action: string,
  troubles: readonly Trouble[] = [],
): Promise<Response> {
  const means = await proofMeans(c.var.services, accountCaller(c));
  const view = viewOf(c, 'staff', troubles.length > 0 ? { troubles } : {});
  // Not done: a page that was asked for by itself is fine, an act without its proof is refused for now.
  const status = troubles.length > 0 ? 422 : c.req.method === 'GET' ? 200 : 403;
  return page(c, <ProofPage {...{ view, action, kept, means }} backHref={cameFrom(c)} />, status);
}

/** The page with the form, where the browser says it and it is one of ours. */
function cameFrom(c: Ctx): string {
  const referer = c.req.header('referer');
  if (!referer || !URL.canParse(referer)) return paths.start();
  const { pathname, search, host } = new URL(referer);
  return host === new URL(c.req.url).host && pathname !== paths.proof() ? safeNext(pathname + search) : paths.start();
}

function nextOf(text: string | undefined): string {
  const next = safeNext(text);
  return next.startsWith(paths.proof()) ? paths.start() : next;
}
