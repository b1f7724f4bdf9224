/** The class teacher: replies of the own class, who has still to answer until the deadline, and entering from paper. */
import { organisationById } from '#features/directory/feature.ts';
import { contentDisposition } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedList, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { sheetAnswer } from '#platform/http/sheet.ts';
import type { Trouble } from '#platform/trouble.ts';
import { auditAct } from '../../actions/by.ts';
import { type Notice, textFor, type Whole } from '../../model/notice.ts';
import { say } from '../../pages/frame.tsx';
import { goesToClass } from '../../queries/classes.ts';
import { noticeById, wholeOf } from '../../queries/notices.ts';
import { answer, byOf, todayOf, viewOf } from '../../routes/request.ts';
import { enterAnswer } from '../actions/answering.ts';
import type { Slip } from '../model/slip.ts';
import { slipLimits } from '../model/slip.ts';
import { EnterPage } from '../pages/enter.tsx';
import { valuesOf } from '../pages/form.tsx';
import { ClassRepliesPage } from '../pages/replies.tsx';
import {
  classRepliesExportPattern,
  classRepliesPath,
  classRepliesPattern,
  classReplyFilePattern,
  enterPattern,
} from '../paths.ts';
import { type StoredSlipFile, slipFile } from '../queries/answers.ts';
import { type Replies, type Reply, repliesOf } from '../replies.ts';
import { sheetOfReplies } from '../sheets.ts';
import { givenIn } from './given.ts';

const permission = 'notices.class';

interface Own {
  notice: Notice;
  whole: Whole;
  slip: Slip;
  name: string;
  classId: number;
  className: string;
  replies: Replies;
  /** Names of who has still to answer, and entering: until the deadline, while it is out. */
  open: boolean;
}

async function own(c: Ctx): Promise<Own> {
  const { services } = c.var;
  const { db } = services;
  const classId = idFrom(c, 'class');
  const id = idFrom(c, 'notice');
  if (!(await goesToClass(db, c.var.reach(permission), id, classId, services.clock.now()))) throw new NotFound();
  const notice = await noticeById(db, id);
  const school = await organisationById(db, classId);
  if (!notice || !school) throw new NotFound();
  const whole = await wholeOf(db, notice);
  const { slip } = whole;
  if (!slip || notice.deadlineOn === null) throw new NotFound();
  const replies = await repliesOf(services, whole, slip, [classId]);
  const open = notice.state === 'published' && todayOf(c) <= notice.deadlineOn;
  const name = textFor(whole, notice.mainLanguage)?.title ?? '';
  return { notice, whole, slip, name, classId, className: school.name, replies, open };
}

async function classPage(c: Ctx): Promise<Response> {
  const { notice, slip, name, classId, className, replies, open } = await own(c);
  const { services } = c.var;
  const detail = { class: classId, answers: replies.given.length, missing: open ? replies.missing.length : 0 };
  const by = byOf(c, permission);
  await auditAct(services.db, notice, by.accountId, 'replies_viewed', services.clock.now(), detail);
  const props = {
    ...{
      view: viewOf(c),
      noticeId: notice.id,
      name,
      main: notice.mainLanguage,
      slip,
      replies,
      classId,
      className,
      open,
    },
    deadlineOn: notice.deadlineOn as string,
    withdrawn: notice.state === 'withdrawn',
  };
  return page(c, <ClassRepliesPage {...props} />);
}

/** The guardian of the address, as far as he or she may answer for a child of the class. */
function rowsOf({ replies }: Own, guardianId: number): Reply[] {
  const all = [...replies.given, ...replies.missing.flatMap(({ who }) => who)].filter(({ ended }) => !ended);
  return all.filter((reply) => reply.guardianId === guardianId);
}

async function enterPage(
  c: Ctx,
  typed?: { values: (field: string) => string[]; pupilId: number },
  troubles?: Trouble[],
): Promise<Response> {
  const scene = await own(c);
  // What was typed is not lost to a deadline that passed meanwhile.
  if (!scene.open && !troubles) throw new NotFound();
  const guardianId = idFrom(c, 'person');
  const rows = await guardianRows(scene, guardianId);
  const [first] = rows;
  if (!first) throw new NotFound();
  const pupils = [...new Map(rows.flatMap((row) => row.pupils).map((pupil) => [pupil.id, pupil])).values()];
  const asked = typed?.pupilId || Number(c.req.query('child') ?? 0);
  const pupilId = pupils.some(({ id }) => id === asked) ? asked : (pupils[0]?.id as number);
  const entered = rows.find((row) => row.pupils.some(({ id }) => id === pupilId))?.answer;
  const known = entered?.means === 'told' ? entered : undefined;
  const props = {
    ...{ view: viewOf(c), noticeId: scene.notice.id, name: scene.name, main: scene.notice.mainLanguage },
    ...{ slip: scene.slip, classId: scene.classId, guardianId, guardianName: first.guardianName, pupils, pupilId },
    values: typed?.values ?? valuesOf(known),
    answer: known,
    troubles,
  };
  return page(c, <EnterPage {...props} />, troubles ? 422 : 200);
}

/** Also a guardian whose child the other one answered for may hand a slip in. */
async function guardianRows(scene: Own, guardianId: number): Promise<Reply[]> {
  return [...rowsOf(scene, guardianId), ...scene.replies.others.filter((row) => row.guardianId === guardianId)];
}

async function enter(c: Ctx): Promise<Response> {
  const { notice, classId } = await own(c);
  const form = await readForm(c);
  const given = await givenIn(form);
  const text = typedText(form.typed, 'pupil');
  const pupilId = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  const where = { classId, guardianId: idFrom(c, 'person'), pupilId };
  const outcome = await enterAnswer(c.var.services, byOf(c, permission), notice.id, where, given);
  return answer(c, outcome, classRepliesPath(notice.id, classId), (troubles) => {
    const secret = new Set(troubles.filter(({ key }) => key === 'answerIdentity').map(({ field }) => field));
    const values = (field: string) => (secret.has(field) ? [] : typedList(form.typed, field));
    return enterPage(c, { values, pupilId }, troubles);
  });
}

function exportAs(kind: 'xlsx' | 'csv') {
  return async (c: Ctx): Promise<Response> => {
    const { notice, slip, name, classId, className, replies, open } = await own(c);
    const { services } = c.var;
    const detail = { kind, class: classId, answers: replies.given.length };
    await auditAct(
      services.db,
      notice,
      byOf(c, permission).accountId,
      'replies_exported',
      services.clock.now(),
      detail,
    );
    const view = viewOf(c);
    const names = new Map([[classId, className]]);
    const sheet = sheetOfReplies(view, slip, notice.mainLanguage, className, replies, names, open);
    return sheetAnswer(c, sheet, `${name} ${className} ${say(view)('replies')}.${kind}`, kind);
  };
}

async function file(c: Ctx): Promise<Response> {
  const { notice, replies } = await own(c);
  const stored = await slipFile(c.var.services.db, notice.id, idFrom(c, 'file'));
  const shown = replies.given.some(({ answer: one }) => one?.files.some(({ id }) => id === stored?.id));
  if (!stored || !shown) throw new NotFound();
  const detail = { file: stored.id };
  const { services } = c.var;
  await auditAct(services.db, notice, byOf(c, permission).accountId, 'reply_file_opened', services.clock.now(), detail);
  return slipFileAnswer(c, stored);
}

/** As a download under its own name; never kept by a proxy. */
export function slipFileAnswer(c: Ctx, file: StoredSlipFile): Response {
  c.header('content-type', file.mediaType);
  c.header('content-disposition', contentDisposition(file.name));
  c.header('cache-control', 'no-store');
  c.header('x-content-type-options', 'nosniff');
  return c.body(new Uint8Array(file.content));
}

const maxBody = slipLimits.files * slipLimits.fileBytes + 1024 * 1024;

export const slipClassRoutes: readonly Route[] = [
  get(classRepliesPattern, 'notices.class', classPage),
  get(classRepliesExportPattern('xlsx'), 'notices.class', exportAs('xlsx')),
  get(classRepliesExportPattern('csv'), 'notices.class', exportAs('csv')),
  get(classReplyFilePattern, 'notices.class', file),
  get(enterPattern, 'notices.class', (c) => enterPage(c)),
  post(enterPattern, 'notices.class', enter, { maxBody }),
];
