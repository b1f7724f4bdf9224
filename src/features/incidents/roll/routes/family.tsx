/** A guardian's link. GET stores nothing and answers nothing; no session is read. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { TapLimit } from '#platform/http/tap-limit.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import { ownMemory } from '#platform/own-memory.ts';
import type { Trouble } from '#platform/trouble.ts';
import { publicViewOf } from '../../routes/request.ts';
import { answerByLink, type OpenedRoll, openFamilyLink } from '../actions/answer.ts';
import { familyForm } from '../input.ts';
import { FamilyEndPage, FamilyPage, FamilyThanksPage } from '../pages/family.tsx';
import { familyPattern } from '../paths.ts';

/** Of answers and of names that are guessed at, by the link itself. */
const taps = ownMemory(() => new TapLimit());

export const familyRollRoutes: readonly Route[] = [
  get(familyPattern, 'link', (c) => show(c)),
  post(familyPattern, 'link', answer, { maxBody: 16 * 1024 }),
];

async function show(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const opened = await openFamilyLink(c.var.services, token);
  speak(c, opened);
  if (opened.kind !== 'open') return over(c, opened.kind);
  const { incident, roll } = opened;
  const props = { view: publicViewOf(c), token, incident, roll, ...(again ?? { typed: {}, troubles: [] }) };
  return page(c, <FamilyPage {...props} />, again ? 422 : 200);
}

async function answer(c: Ctx): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const { services } = c.var;
  const opened = await openFamilyLink(services, token);
  speak(c, opened);
  if (opened.kind !== 'open') return over(c, opened.kind);
  if (!taps(services).allow(token, services.clock.now().getTime())) {
    return page(c, <FamilyEndPage view={publicViewOf(c)} kind="busy" />, 429);
  }
  const { typed } = c.req.header('content-type') ? await readForm(c) : { typed: {} };
  const input = checkForm(familyForm, typed);
  const outcome = input.ok ? await answerByLink(services, token, input.value) : input;
  if (!outcome.ok || !input.ok) return show(c, { typed, troubles: outcome.ok ? [] : outcome.troubles });
  const { incident } = opened;
  return page(
    c,
    <FamilyThanksPage view={publicViewOf(c)} token={token} incident={incident} answer={input.value.answer} />,
  );
}

/** The person's language, where they have chosen one. */
function speak(c: Ctx, opened: OpenedRoll): void {
  if (opened.kind !== 'unknown' && opened.language) c.set('language', wordsLanguage(opened.language));
}

function over(c: Ctx, kind: 'ended' | 'unknown'): Promise<Response> {
  return page(c, <FamilyEndPage view={publicViewOf(c)} kind={kind} />, kind === 'unknown' ? 404 : 410);
}
