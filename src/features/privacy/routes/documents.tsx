/** Records and letters as PDF and DOCX. Nothing of them is kept: each is made as the record stands. */
import { createHash } from 'node:crypto';
import { type Format, mediaTypes, type OfficialDocument } from '#platform/documents/model.ts';
import { pressOf } from '#platform/documents/press.ts';
import { documentTroubles } from '#platform/documents/trouble.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { type Language, languages } from '#platform/i18n.ts';
import { letterDocument, recordDocument } from '../compose.ts';
import { DocumentTroublePage } from '../pages/documents.tsx';
import { documentPattern, letterPattern, recordPath } from '../paths.ts';
import { answersOf, stepsOf } from '../queries/records.ts';
import { recordIn } from './records.tsx';
import { todayOf, viewOf } from './request.ts';

const formats: readonly Format[] = ['pdf', 'docx'];

export const documentRoutes: readonly Route[] = formats.flatMap((format) => [
  get(documentPattern(format), 'privacy.read', (c) => showDocument(c, format)),
  get(letterPattern(format), 'privacy.read', (c) => showLetter(c, format)),
]);

async function showDocument(c: Ctx, format: Format): Promise<Response> {
  const { db } = c.var.services;
  const record = await recordIn(c);
  const answers = (await answersOf(db, record.id, record.version)) ?? {};
  const { names } = await viewOf(c, 'staff', [record.approvedBy]);
  const steps = await stepsOf(db, record.id);
  const document = recordDocument({ record, answers, steps }, { ...issueOf(c, c.var.language), names });
  return made(c, document, format, { href: recordPath(record.id), text: record.title });
}

async function showLetter(c: Ctx, format: Format): Promise<Response> {
  const record = await recordIn(c);
  const { foundAt } = record;
  const language = languages.find((one) => one === c.req.param('language'));
  if (!foundAt || !language) throw new NotFound();
  const answers = (await answersOf(c.var.services.db, record.id, record.version)) ?? {};
  const to = c.req.param('to') === 'authority' ? 'authority' : 'persons';
  const document = letterDocument(to, { foundAt, answers, today: todayOf(c) }, issueOf(c, language));
  return made(c, document, format, { href: recordPath(record.id), text: record.title });
}

function issueOf(c: Ctx, language: Language) {
  const { siteName, timeZone } = c.var.services.config;
  return { language, zone: timeZone, office: siteName || 'Belfry' };
}

async function made(
  c: Ctx,
  document: OfficialDocument,
  format: Format,
  back: { href: string; text: string },
): Promise<Response> {
  const pressed = await pressOf(c.var.services).make(format, document);
  if (pressed.ok) {
    const content = Buffer.from(pressed.bytes);
    const sha256 = createHash('sha256').update(content).digest();
    const file = { mediaType: mediaTypes[format], size: content.length, content };
    return fileAnswer(c, file, `${document.title.replace(/[/\\]/g, ' ')}.${format}`, sha256, false);
  }
  const view = await viewOf(c, 'staff');
  const reasons = documentTroubles(pressed).map((key) => view.t(key));
  return page(c, <DocumentTroublePage {...{ view, reasons, back }} />, 503);
}
