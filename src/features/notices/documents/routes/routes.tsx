/** A notice as PDF and DOCX: for everybody, behind a personal link, and at the desk, where drafts bear a mark. */
import { localDate } from '#platform/clock.ts';
import type { Format } from '#platform/documents/model.ts';
import { documentTroubles } from '#platform/documents/trouble.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { openLink } from '../../actions/personal.ts';
import { languageOrder, type Notice, textFor } from '../../model/notice.ts';
import { isOut } from '../../model/states.ts';
import { say } from '../../pages/frame.tsx';
import { noticePath, noticePattern, personalPath, personalPattern, publicPath, publicPattern } from '../../paths.ts';
import { publicNotice } from '../../queries/public.ts';
import { named, todayOf, viewOf, visible } from '../../routes/request.ts';
import { documentFile } from '../actions/make.ts';
import { officialDocument } from '../compose.ts';
import { DocumentTroublePage } from '../pages/links.tsx';
import { documentPattern } from '../paths.ts';

/** How one kind of reader comes to the notice, and the way back. */
type Way = (c: Ctx) => Promise<{ notice: Notice; backHref: string; wanted?: string | null; kind: 'staff' | 'public' }>;

const byEverybody: Way = async (c) => {
  const { services } = c.var;
  const notice = await publicNotice(services.db, idFrom(c, 'notice'), services.clock.now());
  if (notice?.state !== 'published') throw new NotFound();
  return { notice, backHref: publicPath(notice.id), kind: 'public' };
};

const byLink: Way = async (c) => {
  const token = c.req.param('token') ?? '';
  const opened = await openLink(c.var.services, token);
  if (opened.kind !== 'open') throw new NotFound();
  return { notice: opened.whole.notice, backHref: personalPath(token), wanted: opened.language, kind: 'public' };
};

const byStaff: Way = async (c) => {
  const { notice } = await visible(c, 'notices.read');
  // Of what was withdrawn the tombstone is all there is.
  if (notice.state === 'withdrawn') throw new NotFound();
  return { notice, backHref: noticePath(notice.id), kind: 'staff' };
};

function document(way: Way, format: Format) {
  return async (c: Ctx): Promise<Response> => {
    const { services } = c.var;
    const { timeZone, publicUrl } = services.config;
    const { notice, backHref, wanted, kind } = await way(c);
    const asked = c.req.query('lang') ?? '';
    const language = (languageOrder as readonly string[]).includes(asked) ? asked : (wanted ?? notice.mainLanguage);
    const { whole, office } = await named(c, notice);
    const text = textFor(whole, language);
    // A draft without a text.
    if (!text) throw new NotFound();
    const out = isOut(notice, services.clock.now());
    const official = officialDocument(whole, text, {
      ...{ office, publicUrl, today: todayOf(c) },
      publishedOn: out && notice.publishedAt ? localDate(notice.publishedAt, timeZone) : null,
      correctedOn: notice.correctedAt ? localDate(notice.correctedAt, timeZone) : null,
    });
    const made = await documentFile(services, notice, official, format);
    if (made.ok) {
      const name = [official.number, official.title].filter(Boolean).join(' ').replace(/[/\\]/g, ' ');
      return fileAnswer(c, made.file, `${name}.${format}`, made.sha256, false);
    }
    const view = viewOf(c, kind);
    const t = say(view);
    const reasons = documentTroubles(made).map((key) => t(key));
    return page(c, <DocumentTroublePage view={view} reasons={reasons} backHref={backHref} />, 503);
  };
}

export const documentRoutes: readonly Route[] = [
  get(documentPattern(publicPattern, 'pdf'), 'public', document(byEverybody, 'pdf')),
  get(documentPattern(publicPattern, 'docx'), 'public', document(byEverybody, 'docx')),
  get(documentPattern(personalPattern, 'pdf'), 'link', document(byLink, 'pdf')),
  get(documentPattern(personalPattern, 'docx'), 'link', document(byLink, 'docx')),
  get(documentPattern(noticePattern, 'pdf'), 'notices.read', document(byStaff, 'pdf')),
  get(documentPattern(noticePattern, 'docx'), 'notices.read', document(byStaff, 'docx')),
];
