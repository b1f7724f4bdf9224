/** Writing: start, basics, texts, attachments, request. */

import { acceptedExtensions } from '#platform/files/check.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addAttachments, removeAttachment } from '../actions/attachments.ts';
import { createNotice, discard, saveBasics, saveRequest } from '../actions/draft.ts';
import { basicsInput, requestInput } from '../input.ts';
import { limits, type Notice, textFor } from '../model/notice.ts';
import { say } from '../pages/frame.tsx';
import { BasicsPage, type BasicsValues } from '../pages/list.tsx';
import { AskPage } from '../pages/publish.tsx';
import { AttachmentsPage, RequestPage } from '../pages/write.tsx';
import { newPath, noticePath, removeAttachmentPattern, roomPath, roomPattern } from '../paths.ts';
import { visibleWithin, wholeOf } from '../queries/notices.ts';
import { answer, byOf, choicesOf, issued, named, revisionIn, viewOf } from './request.ts';

const permission = 'notices.draft';

async function newForm(c: Ctx, typed: Typed, troubles: Trouble[] = []): Promise<Response> {
  const { services } = c.var;
  const copyId = Number(typedText(typed, 'copyOf') || c.req.query('copy') || 0);
  const earlier =
    Number.isSafeInteger(copyId) && copyId > 0
      ? await visibleWithin(services.db, c.var.reach(permission), copyId)
      : undefined;
  const text = earlier && textFor(await wholeOf(services.db, earlier), earlier.mainLanguage);
  const fresh = Object.keys(typed).length === 0;
  const values: BasicsValues = fresh
    ? {
        organisationId: String(earlier?.organisationId ?? ''),
        kind: earlier?.kind ?? 'safety',
        mainLanguage: earlier?.mainLanguage ?? 'zh-CN',
        isPublic: earlier?.isPublic ?? true,
      }
    : basicsTyped(typed);
  const props = {
    view: viewOf(c),
    action: newPath,
    values,
    offices: await choicesOf(c, permission),
    troubles,
    copyOf: earlier && text ? { id: earlier.id, title: text.title, language: text.language } : undefined,
  };
  return page(c, <BasicsPage {...props} />, troubles.length ? 422 : 200);
}

function basicsTyped(typed: Typed): BasicsValues {
  const of = (name: string) => typedText(typed, name);
  return {
    organisationId: of('organisationId'),
    kind: of('kind'),
    mainLanguage: of('mainLanguage'),
    isPublic: of('isPublic') === 'yes',
  };
}

async function create(c: Ctx): Promise<Response> {
  const { typed } = await readForm(c);
  const input = checkForm(basicsInput, typed);
  if (!input.ok) return newForm(c, typed, input.troubles);
  const copyOf = Number(typedText(typed, 'copyOf')) || undefined;
  const outcome = await createNotice(c.var.services, byOf(c, permission), input.value, copyOf);
  return answer(
    c,
    outcome,
    ({ id }) => noticePath(id),
    (troubles) => newForm(c, typed, troubles),
  );
}

async function basicsForm(c: Ctx, notice: Notice, values: BasicsValues, troubles: Trouble[] = []): Promise<Response> {
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const props = {
    view,
    action: roomPath('basics', notice.id),
    values,
    offices: await choicesOf(c, permission),
    troubles,
    revision: notice.revision,
    trail: [{ href: noticePath(notice.id), text: name || say(view)('untitled') }],
  };
  return page(c, <BasicsPage {...props} />, troubles.length ? 422 : 200);
}

async function basics(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  if (c.req.method === 'GET') {
    const { organisationId, kind, mainLanguage, isPublic } = notice;
    return basicsForm(c, notice, {
      organisationId: String(organisationId),
      kind,
      mainLanguage,
      isPublic,
    });
  }
  const { typed } = await readForm(c);
  const again = (troubles: Trouble[]) => basicsForm(c, notice, basicsTyped(typed), troubles);
  const input = checkForm(basicsInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await saveBasics(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), input.value);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function attachmentsForm(c: Ctx, notice: Notice, troubles: Trouble[] = []): Promise<Response> {
  const { whole, name } = await named(c, notice);
  const props = { view: viewOf(c), notice, name, troubles, attachments: whole.attachments, accept: acceptedExtensions };
  return page(c, <AttachmentsPage {...props} />, troubles.length ? 422 : 200);
}

async function attach(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed, files } = await readForm(c);
  const uploads = [];
  for (const file of (files.files ?? []).slice(0, limits.attachments + 1)) {
    uploads.push({ name: file.name, content: Buffer.from(await file.arrayBuffer()) });
  }
  const outcome = await addAttachments(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), uploads);
  return answer(c, outcome, roomPath('attachments', notice.id), (troubles) => attachmentsForm(c, notice, troubles));
}

async function detach(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const by = byOf(c, permission);
  const outcome = await removeAttachment(c.var.services, by, notice.id, revisionIn(typed), idFrom(c, 'attachment'));
  return answer(c, outcome, roomPath('attachments', notice.id), (troubles) => attachmentsForm(c, notice, troubles));
}

async function request(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { name } = await named(c, notice);
  const common = { view: viewOf(c), notice, name };
  if (c.req.method === 'GET') {
    return page(
      c,
      <RequestPage {...common} values={{ request: notice.request, deadlineOn: notice.deadlineOn ?? '' }} />,
    );
  }
  const { typed } = await readForm(c);
  const values = { request: typedText(typed, 'request'), deadlineOn: typedText(typed, 'deadlineOn') };
  const again = (troubles: Trouble[]) => page(c, <RequestPage {...common} values={values} troubles={troubles} />, 422);
  const input = checkForm(requestInput, typed);
  if (!input.ok) return again(input.troubles);
  const outcome = await saveRequest(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), input.value);
  return answer(c, outcome, noticePath(notice.id), again);
}

async function discardForm(c: Ctx, troubles: Trouble[] = []): Promise<Response> {
  const notice = await issued(c, permission);
  const { name } = await named(c, notice);
  const view = viewOf(c);
  const t = say(view);
  const props = { view, notice, name, troubles, action: roomPath('discard', notice.id), danger: true };
  const words = { title: t('discardTitle'), text: t('discardText'), confirmText: t('discard') };
  return page(c, <AskPage {...props} {...words} />, troubles.length ? 422 : 200);
}

async function doDiscard(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const outcome = await discard(c.var.services, byOf(c, permission), notice.id);
  return answer(c, outcome, '/desk/notices', (troubles) => discardForm(c, troubles));
}

/** Ten files of the largest size do not go in one form: what is over is refused with clear words. */
const maxBody = limits.attachmentBytes + 1024 * 1024;

export const draftRoutes: readonly Route[] = [
  get(newPath, 'notices.draft', (c) => newForm(c, {})),
  post(newPath, 'notices.draft', create),
  get(roomPattern('basics'), 'notices.draft', basics),
  post(roomPattern('basics'), 'notices.draft', basics),
  get(roomPattern('attachments'), 'notices.draft', async (c) => attachmentsForm(c, await issued(c, permission))),
  post(roomPattern('attachments'), 'notices.draft', attach, { maxBody }),
  post(removeAttachmentPattern, 'notices.draft', detach),
  get(roomPattern('request'), 'notices.draft', request),
  post(roomPattern('request'), 'notices.draft', request),
  get(roomPattern('discard'), 'notices.draft', (c) => discardForm(c)),
  post(roomPattern('discard'), 'notices.draft', doDiscard),
];
