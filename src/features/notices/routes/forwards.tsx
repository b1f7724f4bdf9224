/** Passing a notice on: a school by its office, a class by its teacher. */
import { organisationsByIds } from '#features/directory/feature.ts';
import { maxRecordingBytes } from '#platform/files/audio.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { forwardToClass, savePreface, startForward } from '../actions/forward.ts';
import { forwardInput, prefaceInput } from '../input.ts';
import type { Notice } from '../model/notice.ts';
import { ForwardPage, PassOnListPage, PrefacePage } from '../pages/forwards.tsx';
import { noticePath, passOnListPath, passOnPattern, roomPattern } from '../paths.ts';
import { forwardable, forwardables } from '../queries/forwards.ts';
import { mayRecord, spokenIn } from '../recordings/routes/spoken.ts';
import { answer, byOf, choicesOf, issued, named, organisationNames, revisionIn, viewOf } from './request.ts';

const rowsShown = 100;

async function original(c: Ctx, permission: string): Promise<Notice> {
  const { services } = c.var;
  const found = await forwardable(services.db, c.var.reach(permission), idFrom(c, 'notice'), services.clock.now());
  if (!found) throw new NotFound();
  return found;
}

async function form(c: Ctx, toClass: boolean, typed: Typed, troubles: Trouble[] = []): Promise<Response> {
  const permission = toClass ? 'notices.class' : 'notices.draft';
  const notice = await original(c, permission);
  const { whole, name, office: issuer } = await named(c, notice);
  const own = byOf(c, permission).ownClassIds ?? [];
  const offices = toClass
    ? [...(await organisationsByIds(c.var.services.db, [...own])).values()]
    : await choicesOf(c, permission);
  const values = { organisationId: typedText(typed, 'organisationId'), preface: typedText(typed, 'preface') };
  const chosen = typedText(typed, 'language') || notice.mainLanguage;
  const props = { view: viewOf(c), notice, name, issuer, offices, values, troubles, toClass, chosen };
  if (toClass) mayRecord(c);
  return page(c, <ForwardPage {...props} texts={whole.texts} />, troubles.length ? 422 : 200);
}

function start(toClass: boolean) {
  return async (c: Ctx): Promise<Response> => {
    const permission = toClass ? 'notices.class' : 'notices.draft';
    const notice = await original(c, permission);
    const { typed, files } = await readForm(c);
    const again = (troubles: Trouble[]) => form(c, toClass, typed, troubles);
    const input = checkForm(forwardInput, typed);
    if (!input.ok) return again(input.troubles);
    const by = byOf(c, permission);
    const content = toClass ? await spokenIn(files) : undefined;
    const spoken = content && { language: typedText(typed, 'language'), content };
    const outcome = toClass
      ? await forwardToClass(c.var.services, by, notice.id, input.value, spoken)
      : await startForward(c.var.services, by, notice.id, input.value);
    return answer(c, outcome, ({ id }) => (toClass ? `${passOnListPath}?sent=yes` : noticePath(id)), again);
  };
}

async function preface(c: Ctx, notice: Notice, value: string, troubles: Trouble[] = []): Promise<Response> {
  if (notice.forwardsId === null) throw new NotFound();
  const { name } = await named(c, notice);
  return page(c, <PrefacePage {...{ view: viewOf(c), notice, name, value, troubles }} />, troubles.length ? 422 : 200);
}

async function save(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => preface(c, notice, typedText(typed, 'preface'), troubles);
  const input = checkForm(prefaceInput, typed);
  if (!input.ok) return again(input.troubles);
  const by = byOf(c, 'notices.draft');
  const outcome = await savePreface(c.var.services, by, notice.id, revisionIn(typed), input.value.preface);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function passOnList(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const rows = await forwardables(services.db, c.var.reach('notices.class'), services.clock.now(), rowsShown);
  const offices = await organisationNames(
    c,
    rows.map((row) => row.organisationId),
  );
  const sent = c.req.query('sent') === 'yes';
  return page(c, <PassOnListPage view={viewOf(c)} rows={rows} offices={offices} sent={sent} />);
}

export const forwardRoutes: readonly Route[] = [
  get(roomPattern('forward'), 'notices.draft', (c) => form(c, false, {})),
  post(roomPattern('forward'), 'notices.draft', start(false)),
  get(roomPattern('preface'), 'notices.draft', async (c) => {
    const notice = await issued(c, 'notices.draft');
    return preface(c, notice, notice.preface ?? '');
  }),
  post(roomPattern('preface'), 'notices.draft', save),
  get(passOnListPath, 'notices.class', passOnList),
  get(passOnPattern, 'notices.class', (c) => form(c, true, {})),
  post(passOnPattern, 'notices.class', start(true), { maxBody: maxRecordingBytes + 1024 * 1024 }),
];
