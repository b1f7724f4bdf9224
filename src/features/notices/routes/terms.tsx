/** The end of a notice, and its place on top of the public list. */
import { addDays } from '#platform/days.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, typedText } from '#platform/http/form.ts';
import { page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { changeExpiry, pin } from '../actions/terms.ts';
import { expiryInput, pinInput } from '../input.ts';
import type { Notice } from '../model/notice.ts';
import { ExpiryPage, PinPage } from '../pages/terms.tsx';
import { noticePath, roomPath, roomPattern } from '../paths.ts';
import { answer, byOf, issued, named, revisionIn, todayOf, viewOf } from './request.ts';

async function expiryForm(c: Ctx, notice: Notice, value: string, troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  const props = { view: viewOf(c), notice, name, value, troubles };
  return page(c, <ExpiryPage {...props} />, troubles.length ? 422 : 200);
}

async function saveExpiry(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.draft');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => expiryForm(c, notice, typedText(typed, 'expiresOn'), troubles);
  const input = checkForm(expiryInput, typed);
  if (!input.ok) return again(input.troubles);
  const by = byOf(c, 'notices.draft');
  const outcome = await changeExpiry(c.var.services, by, notice.id, revisionIn(typed), input.value.expiresOn);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function pinForm(c: Ctx, notice: Notice, value: string, troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  return page(c, <PinPage {...{ view: viewOf(c), notice, name, value, troubles }} />, troubles.length ? 422 : 200);
}

async function savePin(c: Ctx): Promise<Response> {
  const notice = await issued(c, 'notices.approve');
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => pinForm(c, notice, typedText(typed, 'until'), troubles);
  const down = typedText(typed, 'what') === 'unpin';
  const input = checkForm(pinInput, typed);
  if (!input.ok) return again(input.troubles);
  if (!down && input.value.until === null) return again([{ field: 'until', key: 'untilMissing' }]);
  const by = byOf(c, 'notices.approve');
  const outcome = await pin(c.var.services, by, notice.id, down ? null : input.value.until);
  return answer(c, outcome, down ? roomPath('pin', notice.id) : noticePath(notice.id), again);
}

export const termRoutes: readonly Route[] = [
  get(roomPattern('expiry'), 'notices.draft', async (c) => {
    const notice = await issued(c, 'notices.draft');
    return expiryForm(c, notice, notice.expiresOn ?? '');
  }),
  post(roomPattern('expiry'), 'notices.draft', saveExpiry),
  get(roomPattern('pin'), 'notices.approve', async (c) => {
    const notice = await issued(c, 'notices.approve');
    return pinForm(c, notice, notice.pinnedUntil ?? addDays(todayOf(c), 14));
  }),
  post(roomPattern('pin'), 'notices.approve', savePin),
];
