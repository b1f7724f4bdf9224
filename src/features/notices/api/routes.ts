/** Notices through the API: read, drafted, sent for review, published once a person has approved. */
import { fileByHash } from '#platform/files/queries.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import { json, list, nothing } from '#platform/http/api/answer.ts';
import { paged } from '#platform/http/api/paging.ts';
import { type ApiRoute, apiRoute } from '#platform/http/api/route.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import type { Outcome } from '#platform/trouble.ts';
import { addAttachments, removeAttachment } from '../actions/attachments.ts';
import { discard } from '../actions/draft.ts';
import { publish } from '../actions/publish.ts';
import { submit } from '../actions/review.ts';
import type { Notice } from '../model/notice.ts';
import { listNotices, noticeById, wholeOf } from '../queries/notices.ts';
import { attachmentOf } from '../queries/public.ts';
import { soundName } from '../recordings/model/name.ts';
import { recordingOf } from '../recordings/queries/recordings.ts';
import { byToken, refusal, represented, seen, toChange } from './request.ts';
import {
  attachmentParams,
  listOf,
  newNotice,
  notice,
  noticeChange,
  noticeParams,
  noticeSummary,
  noticesQuery,
  publishBody,
  recordingParams,
  uploadQuery,
} from './shapes.ts';
import { changeNotice, writeNotice } from './write.ts';

const reading = { permission: 'notices.read', scope: 'notices.read', tag: 'notices', conditional: 'read' } as const;
const writing = { permission: 'notices.draft', scope: 'notices.write', tag: 'notices' } as const;
const changing = { ...writing, conditional: 'write' } as const;
const one = '/api/v1/notices/{notice}';
const asItIs = { 200: { description: 'The notice as it is now.', schema: notice } };

async function answerWith(c: Ctx, id: number, status: 200 | 201 = 200): Promise<Response> {
  const { db, config } = c.var.services;
  const found = (await noticeById(db, id)) as Notice;
  const headers: Record<string, string> =
    status === 201 ? { location: `${config.publicUrl}/api/v1/notices/${id}` } : {};
  return json(c, represented(await wholeOf(db, found)), { status, headers });
}

async function afterwards(c: Ctx, id: number, outcome: Outcome<unknown>): Promise<Response> {
  return outcome.ok ? answerWith(c, id) : refusal(c, outcome.troubles);
}

export const noticeRoutes: readonly ApiRoute[] = [
  apiRoute(
    {
      ...reading,
      method: 'get',
      path: '/api/v1/notices',
      operationId: 'listNotices',
      summary: 'Notices of your offices, and published ones that go to people of yours',
      description: 'The newest first. Discarded drafts only when asked for by state.',
      query: noticesQuery,
      answers: { 200: { description: 'A page of notices.', schema: listOf(noticeSummary) } },
    },
    async (c, { query }) => {
      const found = await listNotices(c.var.services.db, c.var.reach('notices.read'), {
        state: query.state,
        organisationId: query.organisation,
        before: query.cursor,
        limit: query.limit + 1,
      });
      const page = paged(found, query.limit);
      const rows = page.rows.map((row) => ({
        id: row.id,
        organisationId: row.organisationId,
        kind: row.kind,
        number: row.number,
        state: row.state,
        request: row.request,
        deadlineOn: row.deadlineOn,
        isPublic: row.isPublic,
        publishedAt: row.publishedAt,
        updatedAt: row.updatedAt,
        title: row.title,
        titleLanguage: row.titleLanguage,
      }));
      return list(c, { ...page, rows });
    },
  ),
  apiRoute(
    {
      ...writing,
      method: 'post',
      path: '/api/v1/notices',
      operationId: 'createNotice',
      summary: 'Start a draft',
      description: 'All of it or, where something is wrong, nothing. Whoever made the token counts as its author.',
      body: newNotice,
      idempotent: true,
      answers: { 201: { description: 'The draft; its address is in Location.', schema: notice } },
    },
    async (c, { body }) => {
      const outcome = await writeNotice(c.var.services, byToken(c, 'notices.draft'), body);
      return outcome.ok ? answerWith(c, outcome.value.id, 201) : refusal(c, outcome.troubles);
    },
  ),
  apiRoute(
    {
      ...reading,
      method: 'get',
      path: one,
      operationId: 'getNotice',
      summary: 'One notice with texts, files and audience',
      params: noticeParams,
      answers: asItIs,
    },
    async (c, { params }) => {
      const found = await seen(c, params.notice);
      return json(c, represented(await wholeOf(c.var.services.db, found.notice)));
    },
  ),
  apiRoute(
    {
      ...changing,
      method: 'patch',
      path: one,
      operationId: 'changeNotice',
      summary: 'Change a draft',
      description: 'What is not named stays. Only drafts can be changed.',
      params: noticeParams,
      body: noticeChange,
      answers: asItIs,
    },
    async (c, { params, body }) => {
      const found = await toChange(c, 'notices.draft', params.notice);
      if ('answer' in found) return found.answer;
      return afterwards(
        c,
        params.notice,
        await changeNotice(c.var.services, byToken(c, 'notices.draft'), found.whole, body),
      );
    },
  ),
  apiRoute(
    {
      ...changing,
      method: 'delete',
      path: one,
      operationId: 'discardNotice',
      summary: 'Discard a draft',
      params: noticeParams,
      answers: { 204: { description: 'It is out of the lists; the records keep it.' } },
    },
    async (c, { params }) => {
      const found = await toChange(c, 'notices.draft', params.notice);
      if ('answer' in found) return found.answer;
      const outcome = await discard(c.var.services, byToken(c, 'notices.draft'), params.notice);
      return outcome.ok ? nothing() : refusal(c, outcome.troubles);
    },
  ),
  apiRoute(
    {
      ...changing,
      method: 'post',
      path: `${one}/submit`,
      operationId: 'submitNotice',
      summary: 'Send a draft for review',
      description: 'A person approves it or returns it, at the desk; never a token.',
      params: noticeParams,
      answers: asItIs,
    },
    async (c, { params }) => {
      const found = await toChange(c, 'notices.draft', params.notice);
      if ('answer' in found) return found.answer;
      const { revision } = found.whole.notice;
      return afterwards(
        c,
        params.notice,
        await submit(c.var.services, byToken(c, 'notices.draft'), params.notice, revision),
      );
    },
  ),
  apiRoute(
    {
      method: 'post',
      permission: 'notices.publish',
      scope: 'notices.publish',
      tag: 'notices',
      conditional: 'write',
      path: `${one}/publish`,
      operationId: 'publishNotice',
      summary: 'Publish what a person has approved',
      description: 'For 60 seconds nothing is shown or sent, and somebody at the desk can stop it.',
      params: noticeParams,
      body: publishBody,
      answers: asItIs,
    },
    async (c, { params, body }) => {
      const found = await toChange(c, 'notices.publish', params.notice);
      if ('answer' in found) return found.answer;
      const by = byToken(c, 'notices.publish');
      return afterwards(c, params.notice, await publish(c.var.services, by, params.notice, body.confirmedSize));
    },
  ),
  apiRoute(
    {
      ...changing,
      method: 'post',
      path: `${one}/attachments`,
      operationId: 'addAttachment',
      summary: 'Attach a file to a draft',
      description: 'The body is the file. Pictures are drawn anew, so that no camera data goes along.',
      params: noticeParams,
      query: uploadQuery,
      binary: 'application/octet-stream',
      maxBody: 11 * 1024 * 1024,
      idempotent: true,
      answers: { 201: { description: 'The notice with its files.', schema: notice } },
    },
    async (c, { params, query, body }) => {
      const found = await toChange(c, 'notices.draft', params.notice);
      if ('answer' in found) return found.answer;
      const uploads = [{ name: query.name, content: body as unknown as Buffer }];
      const { revision } = found.whole.notice;
      const by = byToken(c, 'notices.draft');
      const outcome = await addAttachments(c.var.services, by, params.notice, revision, uploads);
      return outcome.ok ? answerWith(c, params.notice, 201) : refusal(c, outcome.troubles);
    },
  ),
  apiRoute(
    {
      ...reading,
      method: 'get',
      path: `${one}/attachments/{attachment}`,
      operationId: 'getAttachment',
      summary: 'A file of a notice',
      params: attachmentParams,
      answers: { 200: { description: 'The file itself.', type: '*/*' } },
    },
    async (c, { params }) => {
      const { db } = c.var.services;
      const found = await seen(c, params.notice);
      const file = await attachmentOf(db, found.notice.id, params.attachment);
      const stored = file && (await fileByHash(db, file.hash));
      if (!file || !stored) throw new NotFound();
      return fileAnswer(c, stored, file.name, file.hash, false);
    },
  ),
  apiRoute(
    {
      ...reading,
      method: 'get',
      path: `${one}/recordings/{recording}`,
      operationId: 'getRecording',
      summary: 'A notice to listen to',
      params: recordingParams,
      answers: { 200: { description: 'The sound itself.', type: '*/*' } },
    },
    async (c, { params }) => {
      const { db } = c.var.services;
      const found = await seen(c, params.notice);
      const sound = await recordingOf(db, found.notice.id, params.recording);
      const stored = sound && (await fileByHash(db, sound.hash));
      if (!sound || !stored) throw new NotFound();
      return fileAnswer(c, stored, soundName(found.notice.id, sound), sound.hash, false);
    },
  ),
  apiRoute(
    {
      ...changing,
      method: 'delete',
      path: `${one}/attachments/{attachment}`,
      operationId: 'removeAttachment',
      summary: 'Take a file out of a draft',
      params: attachmentParams,
      answers: asItIs,
    },
    async (c, { params }) => {
      const found = await toChange(c, 'notices.draft', params.notice);
      if ('answer' in found) return found.answer;
      if (!found.whole.attachments.some((file) => file.id === params.attachment)) throw new NotFound();
      const { revision } = found.whole.notice;
      const by = byToken(c, 'notices.draft');
      return afterwards(
        c,
        params.notice,
        await removeAttachment(c.var.services, by, params.notice, revision, params.attachment),
      );
    },
  ),
];
