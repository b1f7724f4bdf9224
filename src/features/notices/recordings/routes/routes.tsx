/** Making recordings at the desk, and the sound itself for each kind of reader. */
import { maxRecordingBytes } from '#platform/files/audio.ts';
import { soundAnswer } from '#platform/files/serve.ts';
import type { Ctx } from '#platform/http/context.ts';
import { readForm, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { openLink } from '../../actions/personal.ts';
import { languageOrder, type Notice } from '../../model/notice.ts';
import { classPattern, noticePattern, personalPattern, publicPattern } from '../../paths.ts';
import { goesToClass } from '../../queries/classes.ts';
import { publicNotice } from '../../queries/public.ts';
import { answer, byOf, issued, named, revisionIn, viewOf, visible } from '../../routes/request.ts';
import { removeRecording, saveRecording } from '../actions/recordings.ts';
import { soundName } from '../model/name.ts';
import { RecordingsPage } from '../pages/record.tsx';
import { recordingsPath, recordingsPattern, removeRecordingPattern, soundPattern } from '../paths.ts';
import { recordingOf } from '../queries/recordings.ts';
import { mayRecord, spokenIn } from './spoken.ts';

const permission = 'notices.draft';

async function form(c: Ctx, notice: Notice, chosen = '', troubles: Trouble[] = []): Promise<Response> {
  const { whole, name } = await named(c, notice);
  const { recordings, texts } = whole;
  const order = [notice.mainLanguage, ...languageOrder.filter((one) => one !== notice.mainLanguage)];
  const free = order.find((one) => !recordings.some(({ language }) => language === one));
  const props = { view: viewOf(c), notice, name, troubles, recordings, texts, chosen: chosen || (free ?? order[0]) };
  mayRecord(c);
  return page(c, <RecordingsPage {...props} chosen={props.chosen as string} />, troubles.length ? 422 : 200);
}

async function save(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed, files } = await readForm(c);
  const spoken = { language: typedText(typed, 'language'), content: (await spokenIn(files)) ?? Buffer.alloc(0) };
  const outcome = await saveRecording(c.var.services, byOf(c, permission), notice.id, revisionIn(typed), spoken);
  return answer(c, outcome, recordingsPath(notice.id), (troubles) => form(c, notice, spoken.language, troubles));
}

async function remove(c: Ctx): Promise<Response> {
  const notice = await issued(c, permission);
  const { typed } = await readForm(c);
  const by = byOf(c, permission);
  const outcome = await removeRecording(c.var.services, by, notice.id, revisionIn(typed), idFrom(c, 'recording'));
  return answer(c, outcome, recordingsPath(notice.id), (troubles) => form(c, notice, '', troubles));
}

/** The sound of a notice that this reader may have; `shared` where its address is public. */
function sound(of: (c: Ctx) => Promise<number>, shared: boolean) {
  return async (c: Ctx): Promise<Response> => {
    const { db } = c.var.services;
    const noticeId = await of(c);
    const found = await recordingOf(db, noticeId, idFrom(c, 'recording'));
    if (!found) throw new NotFound();
    return soundAnswer(c, db, { ...found, name: soundName(noticeId, found), shared });
  };
}

async function byEverybody(c: Ctx): Promise<number> {
  const { db, clock } = c.var.services;
  const found = await publicNotice(db, idFrom(c, 'notice'), clock.now());
  if (found?.state !== 'published') throw new NotFound();
  return found.id;
}

async function byLink(c: Ctx): Promise<number> {
  const opened = await openLink(c.var.services, c.req.param('token') ?? '');
  if (opened.kind !== 'open') throw new NotFound();
  return opened.whole.notice.id;
}

async function byStaff(c: Ctx): Promise<number> {
  return (await visible(c, 'notices.read')).notice.id;
}

async function byTeacher(c: Ctx): Promise<number> {
  const { db, clock } = c.var.services;
  const id = idFrom(c, 'notice');
  if (!(await goesToClass(db, c.var.reach('notices.class'), id, idFrom(c, 'class'), clock.now()))) throw new NotFound();
  return id;
}

const maxBody = maxRecordingBytes + 1024 * 1024;

export const recordingRoutes: readonly Route[] = [
  get(recordingsPattern, 'notices.draft', async (c) => form(c, await issued(c, permission))),
  post(recordingsPattern, 'notices.draft', save, { maxBody }),
  post(removeRecordingPattern, 'notices.draft', remove),
  get(soundPattern(publicPattern), 'public', sound(byEverybody, true)),
  get(soundPattern(personalPattern), 'link', sound(byLink, false)),
  get(soundPattern(noticePattern), 'notices.read', sound(byStaff, false)),
  get(soundPattern(classPattern), 'notices.class', sound(byTeacher, false)),
];
