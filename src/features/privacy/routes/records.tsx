/** The register of processing, the assessments and the breaches, for the district. */
import { newPath } from '#features/notices/paths.ts';
import { localDate } from '#platform/clock.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { contentLanguages, dateInWords, languages, momentInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { addStep, approve, close, save, start } from '../actions/records.ts';
import { recordActForm, saveRecordForm, startRecordForm, stepForm } from '../input.ts';
import { words } from '../messages.ts';
import { type Addressed, letterText } from '../model/letters.ts';
import { momentIn } from '../model/moments.ts';
import { type Answers, type PrivacyRecord, questions, type RecordKind, recordKinds } from '../model/records.ts';
import { BreachParts } from '../pages/breach.tsx';
import { EditRecordPage, LettersPage, question, RecordPage, RecordsPage } from '../pages/records.tsx';
import {
  editRecordPattern,
  lettersPattern,
  recordPath,
  recordPattern,
  recordsPath,
  recordsPattern,
  stepPattern,
  versionPattern,
} from '../paths.ts';
import { prefilled } from '../prefill.ts';
import { answersOf, recordById, recordsOfKind, stepsOf, versionsOf } from '../queries/records.ts';
import { byOf, callerId, forDistrict, mayActInDistrict, viewOf } from './request.ts';

const perPage = 50;

export const recordRoutes: readonly Route[] = [
  get(recordsPattern, 'privacy.read', (c) => showRecords(c)),
  post(recordsPattern, 'privacy.act', begin),
  get(recordPattern, 'privacy.read', (c) => showRecord(c)),
  post(recordPattern, 'privacy.act', act, { proof: true }),
  get(versionPattern, 'privacy.read', (c) => showRecord(c, { version: idFrom(c, 'version') })),
  get(editRecordPattern, 'privacy.act', (c) => showEdit(c)),
  post(editRecordPattern, 'privacy.act', keep),
  get(lettersPattern, 'privacy.read', showLetters),
  post(stepPattern, 'privacy.act', step),
];

function kindFrom(c: Ctx): RecordKind {
  const kind = recordKinds.find((one) => one === c.req.param('kind'));
  if (!kind) throw new NotFound();
  return kind;
}

async function showRecords(
  c: Ctx,
  again?: { typed: { title: string; foundAt: string }; troubles: readonly Trouble[] },
): Promise<Response> {
  forDistrict(c, 'privacy.read');
  const kind = kindFrom(c);
  const before = /^[1-9]\d{0,14}$/.exec(c.req.query('before') ?? '')?.[0];
  const found = await recordsOfKind(c.var.services.db, kind, before ? Number(before) : null, perPage + 1);
  const rows = found.slice(0, perPage);
  const nextHref = found.length > perPage ? `${recordsPath(kind)}?before=${rows.at(-1)?.id}` : undefined;
  const view = await viewOf(
    c,
    'staff',
    rows.map((row) => row.changedBy),
  );
  const { typed, troubles } = again ?? { typed: { title: '', foundAt: '' }, troubles: [] };
  const props = {
    view,
    kind,
    rows,
    nextHref,
    typed,
    troubles,
    later: before !== undefined,
    mayAct: mayActInDistrict(c),
  };
  return page(c, <RecordsPage {...props} />, again ? 422 : 200);
}

async function begin(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const { services, language } = c.var;
  const kind = kindFrom(c);
  const { typed } = await readForm(c);
  const input = checkForm(startRecordForm, typed);
  const foundAt = momentIn(typedText(typed, 'foundAt'), services.config.timeZone) ?? null;
  const outcome = input.ok
    ? await services.db.transaction().execute((trx) =>
        start(trx, byOf(c), {
          kind,
          title: input.value.title,
          answers: prefilled(kind, services, language),
          foundAt,
        }),
      )
    : input;
  if (outcome.ok) return seeOther(c, `${recordPath(outcome.value)}/edit`);
  const again = { title: typedText(typed, 'title'), foundAt: typedText(typed, 'foundAt') };
  return showRecords(c, { typed: again, troubles: outcome.troubles });
}

export async function recordIn(c: Ctx): Promise<PrivacyRecord> {
  forDistrict(c, 'privacy.read');
  const found = await recordById(c.var.services.db, idFrom(c, 'record'));
  if (!found) throw new NotFound();
  return found;
}

const noStep = { kind: '', doneAt: '', text: '' };

async function showRecord(
  c: Ctx,
  options: { version?: number; typed?: typeof noStep; troubles?: readonly Trouble[] } = {},
): Promise<Response> {
  const { db, clock } = c.var.services;
  const record = await recordIn(c);
  const { version = null, typed = noStep, troubles = [] } = options;
  const answers = await answersOf(db, record.id, version ?? record.version);
  if (!answers) throw new NotFound();
  const [versions, steps] = await Promise.all([versionsOf(db, record.id), stepsOf(db, record.id)]);
  const view = await viewOf(c, 'staff', [
    record.changedBy,
    record.approvedBy,
    ...versions.map((one) => one.accountId),
    ...steps.map((one) => one.accountId),
  ]);
  const mayAct = mayActInDistrict(c);
  const { foundAt } = record;
  const besides = foundAt && (
    <BreachParts {...{ view, steps, mayAct, typed, troubles }} record={{ ...record, foundAt }} now={clock.now()} />
  );
  const props = { view, record, answers, version, versions, mayAct, accountId: callerId(c), troubles };
  return page(c, <RecordPage {...props} besides={besides ?? undefined} />, troubles.length > 0 ? 422 : 200);
}

async function act(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const id = idFrom(c, 'record');
  const { typed } = await readForm(c);
  const input = checkForm(recordActForm, typed);
  if (!input.ok) return showRecord(c, { troubles: input.troubles });
  const does = input.value.act === 'approve' ? approve : close;
  const outcome = await c.var.services.db.transaction().execute((trx) => does(trx, byOf(c), id));
  return outcome.ok ? seeOther(c, recordPath(id)) : showRecord(c, { troubles: outcome.troubles });
}

async function showEdit(
  c: Ctx,
  again?: { typed: { title: string; answers: Answers; version: number }; troubles: readonly Trouble[] },
): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const record = await recordIn(c);
  const { title, version } = record;
  const answers = (await answersOf(c.var.services.db, record.id, version)) ?? {};
  const { typed, troubles } = again ?? { typed: { title, answers, version }, troubles: [] };
  return page(
    c,
    <EditRecordPage view={await viewOf(c, 'staff')} {...{ record, typed, troubles }} />,
    again ? 422 : 200,
  );
}

function answersIn(kind: RecordKind, typed: Typed): Answers {
  return Object.fromEntries(questions[kind].map((key) => [key, typedText(typed, key).replaceAll('\r\n', '\n').trim()]));
}

async function keep(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const record = await recordIn(c);
  const { typed } = await readForm(c);
  const answers = answersIn(record.kind, typed);
  const input = checkForm(saveRecordForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => save(trx, byOf(c), record.id, { ...input.value, answers }))
    : input;
  if (outcome.ok) return seeOther(c, recordPath(record.id));
  const version = Number(typedText(typed, 'version')) || record.version;
  return showEdit(c, { typed: { title: typedText(typed, 'title'), answers, version }, troubles: outcome.troubles });
}

async function step(c: Ctx): Promise<Response> {
  forDistrict(c, 'privacy.act');
  const { services } = c.var;
  const id = idFrom(c, 'record');
  const { typed } = await readForm(c);
  const input = checkForm(stepForm, typed);
  const again = { kind: typedText(typed, 'kind'), doneAt: typedText(typed, 'doneAt'), text: typedText(typed, 'text') };
  if (!input.ok) return showRecord(c, { typed: again, troubles: input.troubles });
  const doneAt = momentIn(input.value.doneAt, services.config.timeZone);
  if (!doneAt) return showRecord(c, { typed: again, troubles: [{ field: 'doneAt', key: 'stepWhenMissing' }] });
  const outcome = await services.db
    .transaction()
    .execute((trx) => addStep(trx, byOf(c), id, { ...input.value, doneAt }));
  return outcome.ok ? seeOther(c, recordPath(id)) : showRecord(c, { typed: again, troubles: outcome.troubles });
}

async function showLetters(c: Ctx): Promise<Response> {
  const { db, config, clock } = c.var.services;
  const record = await recordIn(c);
  if (!record.foundAt) throw new NotFound();
  const answers = (await answersOf(db, record.id, record.version)) ?? {};
  const { foundAt } = record;
  const view = await viewOf(c, 'staff');
  const letters = (['authority', 'persons'] as const).flatMap((to) =>
    languages.map((language) => {
      const t = words(language);
      const when = momentInWords(foundAt, language, config.timeZone);
      const day = dateInWords(localDate(clock.now(), config.timeZone), language);
      const text = letterText(to satisfies Addressed, answers, {
        title: t(`letter_title_${to}`),
        opening: t(`letter_open_${to}`, { when }),
        found: t('letter_found', { when }),
        sign: t('letter_sign', { site: config.siteName || 'Belfry', day }),
        empty: t('toFill'),
        question: (key) => question(t, 'breach', key),
      });
      const title = `${view.t(to === 'authority' ? 'letterAuthority' : 'letterPersons')} · ${contentLanguages[language]}`;
      return { id: `${to}_${language}`, to, title, lang: language, text };
    }),
  );
  return page(c, <LettersPage {...{ view, record, letters }} noticeHref={newPath} />);
}
