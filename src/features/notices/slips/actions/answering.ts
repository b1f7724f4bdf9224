/** Answering a slip: by the guardian's own link, or entered by the class teacher from paper. */
import { type ActedFor, childrenOf, familiesOf, holdsIdentityNumber } from '#features/directory/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { type CheckedFile, checkFile } from '#platform/files/check.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused, type Trouble } from '#platform/trouble.ts';
import { auditAct, type By, today } from '../../actions/by.ts';
import { countedAt } from '../../actions/counted-at.ts';
import { openLink } from '../../actions/personal.ts';
import type { Notice, Whole } from '../../model/notice.ts';
import { isOut } from '../../model/states.ts';
import { noticeById, wholeOf } from '../../queries/notices.ts';
import { addressedAmong, insertAcknowledgement, settleReply } from '../../queries/receipts.ts';
import { type Answer, type Answers, fieldOf, plainName, readAnswers } from '../model/answer.ts';
import { type Slip, slipFileTypes, slipLimits } from '../model/slip.ts';
import { answerOf, deleteFile, writeAnswer, writeFile } from '../queries/answers.ts';
import { owesReply } from './owing.ts';

/** What came in a form. */
export interface Given {
  values: (field: string) => string[];
  /** By the question's key. */
  files: ReadonlyMap<number, { name: string; content: Buffer }>;
  /** Questions whose file is taken out. */
  taken: ReadonlySet<number>;
}

interface Checked {
  answers: Answers;
  files: Map<number, CheckedFile>;
}

/**
 * Stores a guardian's answer. The child's name, as the guardian types it, is the light confirmation: a link that was
 * forwarded shows no child, and answers for none.
 */
export async function answerByLink(
  services: Services,
  token: string,
  name: string,
  given: Given,
): Promise<Outcome<null>> {
  const asked = await askedByLink(services, token);
  if (!asked.ok) return asked;
  const { slip, whole, personId, children } = asked.value;
  const child = childNamed(children, name);
  const pupilId = slip.per === 'child' ? (child?.pupilId ?? 0) : null;
  const before = child ? await answerOf(services.db, whole.notice.id, personId, pupilId) : undefined;
  const checked = await check(slip, given, before);
  const unknown: Trouble[] = child ? [] : [{ field: 'child', key: name.trim() ? 'childUnknown' : 'childMissing' }];
  if (unknown.length > 0 || !checked.ok) {
    return { ok: false, troubles: [...unknown, ...(checked.ok ? [] : checked.troubles)] };
  }
  return services.db.transaction().execute(async (trx) => {
    // Looked at again: meanwhile the link may have ended, or the guardianship.
    const still = await askedByLink(services, token, trx);
    if (!still.ok) return still;
    if (!still.value.children.some((one) => one.pupilId === child?.pupilId)) return refused('child', 'childUnknown');
    const who = { guardianId: personId, pupilId };
    await store(services, trx, still.value.whole, {
      ...who,
      means: 'link',
      ...checked.value,
      taken: given.taken,
    });
    return done(null);
  });
}

/** The answer that a guardian gave, shown after the light confirmation. */
export async function openAnswer(
  services: Services,
  token: string,
  name: string,
): Promise<Outcome<{ answer: Answer | undefined }>> {
  const asked = await askedByLink(services, token, undefined, true);
  if (!asked.ok) return asked;
  const { slip, whole, personId, children } = asked.value;
  const child = childNamed(children, name);
  if (!child) return refused('child', name.trim() ? 'childUnknown' : 'childMissing');
  const pupilId = slip.per === 'child' ? child.pupilId : null;
  return done({ answer: await answerOf(services.db, whole.notice.id, personId, pupilId) });
}

interface Asked {
  whole: Whole;
  slip: Slip;
  personId: number;
  children: ActedFor[];
}

async function askedByLink(
  services: Services,
  token: string,
  trx?: Transaction,
  late = false,
): Promise<Outcome<Asked>> {
  const opened = await openLink(services, token, trx);
  if (opened.kind !== 'open') return refused(null, 'linkEnded');
  const { whole, personId } = opened;
  const { notice, slip } = whole;
  if (notice.request !== 'slip' || !slip) return refused(null, 'nothingAsked');
  if (!late && over(services, notice)) return refused(null, 'slipOver');
  const children = await childrenOf(trx ?? services.db, whole.audience, today(services), personId);
  return done({ whole, slip, personId, children });
}

function over(services: Services, notice: Pick<Notice, 'deadlineOn'>): boolean {
  return notice.deadlineOn !== null && notice.deadlineOn < today(services);
}

/** The child whose name the guardian typed, in characters or letters. */
export function childNamed<T extends Pick<ActedFor, 'name' | 'letters'>>(
  children: readonly T[],
  typed: string,
): T | undefined {
  const plain = plainName(typed);
  if (plain === '') return undefined;
  return children.find((child) => plainName(child.name) === plain || child.letters === plain);
}

/**
 * The class teacher enters what a guardian said or handed in on paper. Never over what a guardian answered by the own
 * link; until the deadline. The record names who entered it.
 */
export async function enterAnswer(
  services: Services,
  by: By,
  noticeId: number,
  where: { classId: number; guardianId: number; pupilId: number },
  given: Given,
): Promise<Outcome<null>> {
  const at = services.clock.now();
  const notice = await noticeById(services.db, noticeId);
  if (!notice) return refused(null, 'noticeMissing');
  const whole = await wholeOf(services.db, notice);
  const { slip } = whole;
  if (!isOut(notice, at) || notice.request !== 'slip' || !slip) return refused(null, 'notNow');
  if (over(services, notice)) return refused(null, 'slipOver');
  const { guardianId } = where;
  const families = await familiesOf(services.db, whole.audience, today(services), [where.classId]);
  const own = families.some((one) => one.guardianId === guardianId && one.pupilId === where.pupilId);
  if (!own) return refused('pupil', 'childUnknownHere');
  const pupilId = slip.per === 'child' ? where.pupilId : null;
  const before = await answerOf(services.db, noticeId, guardianId, pupilId);
  if (before?.means === 'link') return refused(null, 'answeredAlready');
  const checked = await check(slip, given, before);
  if (!checked.ok) return checked;
  return services.db.transaction().execute(async (trx) => {
    const row = { guardianId, pupilId, means: 'told' as const, ...checked.value, taken: given.taken };
    const stored = await store(services, trx, whole, row);
    if (!stored) return refused(null, 'answeredAlready');
    const detail = { class: where.classId, guardian: guardianId, pupil: where.pupilId };
    await auditAct(trx, notice, by.accountId, 'answered_for', at, detail);
    return done(null);
  });
}

/** Typed answers and files. A text that holds an identity number is refused, and never said back. */
async function check(slip: Slip, given: Given, before: Answer | undefined): Promise<Outcome<Checked>> {
  const files = new Map<number, CheckedFile>();
  const fileTroubles: Trouble[] = [];
  for (const { key, kind } of slip.questions) {
    const upload = kind === 'file' ? given.files.get(key) : undefined;
    if (!upload) continue;
    const outcome = await checkSlipFile(fieldOf(key), upload);
    if (outcome.ok) files.set(key, outcome.value);
    else fileTroubles.push(...outcome.troubles);
  }
  const kept = (key: number) => !given.taken.has(key) && (before?.files.some((file) => file.question === key) ?? false);
  const wrong = (key: number) => fileTroubles.some((trouble) => trouble.field === fieldOf(key));
  const read = readAnswers(slip, given.values, ({ key }) => files.has(key) || kept(key) || wrong(key));
  const numbers = slip.questions
    .filter(({ kind, key }) => kind === 'text' && given.values(fieldOf(key)).some((text) => holdsIdentityNumber(text)))
    .map(({ key }): Trouble => ({ field: fieldOf(key), key: 'answerIdentity' }));
  const troubles = [...numbers, ...read.troubles, ...fileTroubles];
  const once = troubles.filter((one, index) => troubles.findIndex((other) => other.field === one.field) === index);
  if (once.length > 0) return { ok: false, troubles: inOrder(slip, once) };
  return done({ answers: read.answers, files });
}

async function checkSlipFile(field: string, upload: { name: string; content: Buffer }): Promise<Outcome<CheckedFile>> {
  // A file's own name may say more than its sender meant to.
  const name = holdsIdentityNumber(upload.name, true) ? 'file' : upload.name;
  if (upload.content.length > slipLimits.fileBytes) {
    return refused(field, 'fileTooLarge', { name, megabytes: slipLimits.fileBytes / 1024 / 1024 });
  }
  const outcome = await checkFile(field, name, upload.content);
  if (outcome.ok && !slipFileTypes.includes(outcome.value.mediaType)) return refused(field, 'slipFileKind', { name });
  if (!outcome.ok && outcome.troubles[0]?.key === 'fileKind') return refused(field, 'slipFileKind', { name });
  return outcome;
}

function inOrder(slip: Slip, troubles: Trouble[]): Trouble[] {
  const place = (trouble: Trouble) => slip.questions.findIndex(({ key }) => fieldOf(key) === trouble.field);
  return [...troubles].sort((a, b) => place(a) - place(b));
}

async function store(
  services: Services,
  trx: Transaction,
  whole: Whole,
  row: Checked & { guardianId: number; pupilId: number | null; means: 'link' | 'told'; taken: ReadonlySet<number> },
): Promise<boolean> {
  const { notice } = whole;
  const { guardianId, pupilId, means, answers } = row;
  const id = await writeAnswer(trx, {
    ...{ noticeId: notice.id, guardianId, pupilId, means, answers },
    on: today(services),
  });
  if (id === undefined) return false;
  for (const question of row.taken) await deleteFile(trx, id, question);
  for (const [question, file] of row.files) await writeFile(trx, id, question, file);
  await acknowledgeWhenAll(services, trx, whole, guardianId, means);
  return true;
}

/** Who has answered for every child counts as reached; who has a child left still gets the reminder. */
async function acknowledgeWhenAll(
  services: Services,
  trx: Transaction,
  whole: Whole,
  guardianId: number,
  means: 'link' | 'told',
): Promise<void> {
  const { notice, audience } = whole;
  const on = today(services);
  if (await owesReply(trx, whole, on, guardianId)) return;
  await settleReply(trx, notice.id, guardianId);
  const addressed = await addressedAmong(trx, audience, on, [guardianId]);
  const places = await countedAt(trx, notice, addressed);
  const organisationId = places.get(guardianId);
  if (organisationId === undefined) return;
  await insertAcknowledgement(trx, { noticeId: notice.id, personId: guardianId, organisationId, means, on });
}
