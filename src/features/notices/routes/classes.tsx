/** The class teacher's routes. Names only of the own class, and only until the day on which they vanish. */
import { deliveryStates } from '#features/delivery/feature.ts';
import { guardiansOfClass, type Organisation, organisationById } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import { fileByHash } from '#platform/files/queries.ts';
import { fileAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import { markdownToHtml } from '#platform/markdown.ts';
import type { Trouble } from '#platform/trouble.ts';
import { auditAct } from '../actions/by.ts';
import { tellInPerson } from '../actions/reach-out.ts';
import { toldInput } from '../input.ts';
import { asks } from '../model/kinds.ts';
import { type Notice, namesUntil, textFor, type Whole } from '../model/notice.ts';
import type { ClassPerson } from '../model/rows.ts';
import { ClassListPage, ClassPage, PaperPage } from '../pages/classes.tsx';
import { say } from '../pages/frame.tsx';
import { classFilePattern, classListPath, classPath, classPattern, classRoomPattern, publicPath } from '../paths.ts';
import { goesToClass, noticesForClasses } from '../queries/classes.ts';
import { noticeById } from '../queries/notices.ts';
import { attachmentOf } from '../queries/public.ts';
import { acknowledgedAmong, addressedAmong } from '../queries/receipts.ts';
import { answer, byOf, named, organisationNames, todayOf, viewOf } from './request.ts';
import { slipsFor } from './slips.ts';

const permission = 'notices.class';
const rowsAPage = 50;

async function list(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const key = /^(\d{1,15})-(\d{1,15})$/.exec(c.req.query('before') ?? '');
  const before = key ? { id: Number(key[1]), classId: Number(key[2]) } : undefined;
  const reach = c.var.reach(permission);
  const found = await noticesForClasses(services.db, reach, services.clock.now(), { before, limit: rowsAPage + 1 });
  const rows = found.slice(0, rowsAPage);
  const last = rows.at(-1);
  const props = {
    view: viewOf(c),
    rows,
    offices: await organisationNames(
      c,
      rows.map((row) => row.organisationId),
    ),
    nextHref: found.length > rowsAPage && last ? `${classListPath}?before=${last.id}-${last.classId}` : undefined,
    firstHref: before ? classListPath : undefined,
  };
  return page(c, <ClassListPage {...props} />);
}

interface OwnClass {
  notice: Notice;
  whole: Whole;
  office: string;
  school: Organisation;
  people: ClassPerson[];
  until: string;
  namesOpen: boolean;
}

/** The notice and everybody of the class whom it addresses, with what became of it. */
async function ownClass(c: Ctx): Promise<OwnClass> {
  const { services } = c.var;
  const { db } = services;
  const classId = idFrom(c, 'class');
  const noticeId = idFrom(c, 'notice');
  const now = services.clock.now();
  if (!(await goesToClass(db, c.var.reach(permission), noticeId, classId, now))) throw new NotFound();
  const notice = await noticeById(db, noticeId);
  const school = await organisationById(db, classId);
  if (!notice || !school) throw new NotFound();
  const { whole, office } = await named(c, notice);
  const guardians = await guardiansOfClass(db, classId, todayOf(c));
  const ids = guardians.map((guardian) => guardian.guardianId);
  const addressed = await addressedAmong(db, whole.audience, todayOf(c), ids);
  const answers = await acknowledgedAmong(db, noticeId, ids);
  const sent = notice.messageId === null ? new Map() : await deliveryStates(db, notice.messageId, ids);
  const asked = asks(notice);
  const people = guardians
    .filter((guardian) => addressed.has(guardian.guardianId))
    .map((guardian): ClassPerson => {
      const { state = 'none', reason = null } = sent.get(guardian.guardianId) ?? {};
      const refused = state === 'unreachable' && reason === 'opted_out';
      const delivery = refused ? 'opted_out' : state === 'claimed' ? 'queued' : state;
      const delivered = !asked && delivery === 'delivered' ? 'delivered' : null;
      return {
        personId: guardian.guardianId,
        name: guardian.guardianName,
        pupilNames: guardian.pupilNames,
        phone: guardian.phone,
        delivery,
        reached: answers.get(guardian.guardianId)?.means ?? delivered,
        replyDue: answers.get(guardian.guardianId)?.replyDue ?? false,
      };
    })
    // Nobody has to phone families who do not want this kind of notice, unless it asks them something.
    .filter((person) => asked || person.reached !== null || person.delivery !== 'opted_out');
  const until = namesUntil(notice, localDate(notice.publishedAt as Date, services.config.timeZone));
  const namesOpen = todayOf(c) <= until && notice.state === 'published';
  return { notice, whole, office, school, people, until, namesOpen };
}

async function classPage(c: Ctx, troubles: Trouble[] = []): Promise<Response> {
  const { notice, whole, office, school, people, until, namesOpen } = await ownClass(c);
  const text = textFor(whole, notice.mainLanguage);
  if (!text) throw new NotFound();
  const left = people.filter((person) => person.reached === null);
  if (namesOpen && left.length > 0) {
    const { accountId } = byOf(c, permission);
    const detail = { class: school.id, people: left.length };
    await auditAct(c.var.services.db, notice, accountId, 'names_viewed', c.var.services.clock.now(), detail);
  }
  const props = {
    view: viewOf(c),
    notice,
    whole,
    classId: school.id,
    className: school.name,
    office,
    text,
    bodyHtml: markdownToHtml(text.body),
    attachments: whole.attachments,
    people: people.length,
    reached: people.length - left.length,
    replyDue: people.filter((person) => person.replyDue).length,
    left: namesOpen ? left : null,
    until,
    troubles,
  };
  return page(c, <ClassPage {...props} />, troubles.length ? 422 : 200);
}

async function told(c: Ctx): Promise<Response> {
  const { notice, school } = await ownClass(c);
  const { typed } = await readForm(c);
  const input = checkForm(toldInput, typed);
  if (!input.ok) return classPage(c, [{ field: 'people', key: 'peopleMissing' }]);
  const by = byOf(c, permission);
  const outcome = await tellInPerson(c.var.services, by, notice.id, school.id, input.value.people.map(Number));
  return answer(c, outcome, classPath(notice.id, school.id), (troubles) => classPage(c, troubles));
}

async function paper(c: Ctx): Promise<Response> {
  const { services } = c.var;
  const { notice, whole, office, school, people, namesOpen } = await ownClass(c);
  if (!namesOpen) throw new NotFound();
  // A slip for whoever no message reached: no contact, or the message failed.
  const left = people.filter((person) => person.reached === null && person.delivery !== 'delivered');
  const { accountId } = byOf(c, permission);
  await auditAct(services.db, notice, accountId, 'paper_printed', services.clock.now(), { people: left.length });
  const props = {
    view: viewOf(c),
    title: textFor(whole, notice.mainLanguage)?.title ?? '',
    office,
    number: notice.number,
    deadlineOn: notice.deadlineOn,
    publicAddress: notice.isPublic ? services.config.publicUrl + publicPath(notice.id) : null,
    backHref: classPath(notice.id, school.id),
    sheets: left.length > 0 ? [{ heading: school.name, people: left }] : [],
    slips: await slipsFor(c, whole, left),
    form: whole.slip,
    mainLanguage: notice.mainLanguage,
  };
  return page(c, <PaperPage {...props} />);
}

/** Of the own class: with names while they are shown, else the figures. Never a time. */
function exportAs(kind: 'xlsx' | 'csv') {
  return async (c: Ctx): Promise<Response> => {
    const { notice, whole, school, people, namesOpen } = await ownClass(c);
    const t = say(viewOf(c));
    const { accountId } = byOf(c, permission);
    await auditAct(c.var.services.db, notice, accountId, 'exported', c.var.services.clock.now(), {
      kind,
      class: school.id,
    });
    const left = people.filter((person) => person.reached === null).length;
    const sheet = namesOpen
      ? {
          title: school.name,
          header: [t('guardian'), t('pupils'), t('deliveryState'), t('situation')],
          rows: people.map((person) => [
            person.name,
            person.pupilNames.join(t('comma')),
            t(`delivery_${person.delivery}`),
            situationOf(t, person),
          ]),
        }
      : {
          title: school.name,
          header: [t('families'), t('reached'), t('left')],
          rows: [[people.length, people.length - left, left]],
        };
    const name = textFor(whole, notice.mainLanguage)?.title ?? String(notice.id);
    return sheetAnswer(c, sheet, `${name} ${school.name}.${kind}`, kind);
  };
}

function situationOf(t: ReturnType<typeof say>, { reached, replyDue }: ClassPerson): string {
  return [t(reached ? `reached_${reached}` : 'left'), replyDue && t('replyDue')].filter(Boolean).join(t('comma'));
}

async function file(c: Ctx): Promise<Response> {
  const { db, clock } = c.var.services;
  const noticeId = idFrom(c, 'notice');
  if (!(await goesToClass(db, c.var.reach(permission), noticeId, idFrom(c, 'class'), clock.now())))
    throw new NotFound();
  const attachment = await attachmentOf(db, noticeId, idFrom(c, 'attachment'));
  const stored = attachment && (await fileByHash(db, attachment.hash));
  if (!attachment || !stored) throw new NotFound();
  return fileAnswer(c, stored, attachment.name, attachment.hash, false);
}

export const classRoutes: readonly Route[] = [
  get(classListPath, 'notices.class', list),
  get(classPattern, 'notices.class', (c) => classPage(c)),
  post(classRoomPattern('told'), 'notices.class', told),
  get(classRoomPattern('paper'), 'notices.class', paper),
  get(classRoomPattern('xlsx'), 'notices.class', exportAs('xlsx')),
  get(classRoomPattern('csv'), 'notices.class', exportAs('csv')),
  get(classFilePattern, 'notices.class', file),
];
