/** Answering: by a class teacher or caller for a class, by a guardian for the own child. */
import { messageById, readLink } from '#features/delivery/feature.ts';
import { childrenOf, holdsIdentityNumber, personLink } from '#features/directory/feature.ts';
import { localDate } from '#platform/clock.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type By, note } from '../../actions/by.ts';
import type { Incident } from '../../model/incident.ts';
import { affectedBy, incidentById } from '../../queries/incidents.ts';
import { idOfSubject, longestNote, plainName, type RollAnswer, type RollCall } from '../model/roll-call.ts';
import { answerIfOpen, answerLatest, pupilsCalled } from '../queries/answers.ts';
import { lockRollCall, rollCallById } from '../queries/roll-calls.ts';

export interface ClassAnswers {
  /** For those of whom nothing was known when the page was made: an answer that came meanwhile stays. */
  marked: ReadonlyMap<number, RollAnswer>;
  /** All others of the class without an answer are safe. */
  restSafe: boolean;
}

export interface Kept {
  written: number;
  /** Somebody else had answered meanwhile. */
  passedOver: number;
}

/** A class at once. Whose class it is, or who may phone it, the route has asked. */
export async function answerForClass(
  trx: Transaction,
  by: By,
  rollId: number,
  classId: number,
  given: ClassAnswers,
): Promise<Outcome<Kept>> {
  const roll = await lockRollCall(trx, rollId, 'share');
  if (!roll || roll.closedAt !== null || roll.endsAt <= by.at) return refused(null, 'rollClosed');
  const pupils = await pupilsCalled(trx, rollId, classId, by.today);
  const marked = pupils.flatMap(({ pupilId }) => {
    const answer = given.marked.get(pupilId);
    return answer ? [{ pupilId, answer, text: '' }] : [];
  });
  const rest = given.restSafe
    ? pupils
        .filter(({ pupilId, answer }) => answer === null && !given.marked.has(pupilId))
        .map(({ pupilId }) => ({ pupilId, answer: 'safe' as const, text: '' }))
    : [];
  const wanted = [...marked, ...rest];
  if (wanted.length === 0) return refused(null, 'rollNothingMarked');
  const passedOver = (await answerIfOpen(trx, rollId, wanted)).length;
  const written = wanted.length - passedOver;
  await note(trx, by, 'incident.call_roll', `incident:${roll.incidentId}`, { roll: rollId, class: classId, written });
  return done({ written, passedOver });
}

/** Of one pupil of the class: what was answered before gives way. */
export async function changeAnswer(
  trx: Transaction,
  by: By,
  rollId: number,
  classId: number,
  change: { pupilId: number; answer: RollAnswer; text: string },
): Promise<Outcome<null>> {
  const roll = await lockRollCall(trx, rollId, 'share');
  if (!roll || roll.closedAt !== null || roll.endsAt <= by.at) return refused(null, 'rollClosed');
  const pupils = await pupilsCalled(trx, rollId, classId, by.today);
  if (!pupils.some(({ pupilId }) => pupilId === change.pupilId)) return refused('pupil', 'rollPupilMissing');
  const text = checkedNote(change.text);
  if (!text.ok) return text;
  await answerLatest(trx, rollId, change.pupilId, change.answer, text.value);
  await note(trx, by, 'incident.call_roll', `incident:${roll.incidentId}`, {
    roll: rollId,
    class: classId,
    written: 1,
  });
  return done(null);
}

export type OpenedRoll =
  | { kind: 'unknown' }
  | { kind: 'ended'; incident: Incident | undefined; language: ContentLanguage | null }
  | { kind: 'open'; roll: RollCall; incident: Incident; personId: number; language: ContentLanguage | null };

/** What a personal link opens: signature, the person's epoch and state, and whether the roll call still runs. Reads only. */
export async function openFamilyLink(services: Services, token: string): Promise<OpenedRoll> {
  const { db, clock } = services;
  const link = readLink(services.secrets, token);
  const message = link && (await messageById(db, link.messageId));
  const id = idOfSubject(message?.subject ?? '');
  const roll = id && message?.purpose === 'roll_call' ? await rollCallById(db, id) : undefined;
  const person = link && roll ? await personLink(db, link.personId) : undefined;
  if (!link || !roll || !person) return { kind: 'unknown' };
  const incident = await incidentById(db, roll.incidentId);
  const same = person.linkEpoch === link.epoch && person.state === 'active';
  if (!incident || !same) return { kind: 'ended', incident: undefined, language: null };
  const { language } = person;
  if (roll.closedAt !== null || roll.endsAt <= clock.now()) return { kind: 'ended', incident, language };
  return { kind: 'open', roll, incident, personId: link.personId, language };
}

/**
 * A guardian answers for the child whose name they type: the light confirmation, so that a link that was passed on shows
 * no child and answers for none. The answer before, which may be another guardian's, is not shown.
 */
export async function answerByLink(
  services: Services,
  token: string,
  given: { child: string; answer: RollAnswer; text: string },
): Promise<Outcome<null>> {
  const { db, clock, config } = services;
  const opened = await openFamilyLink(services, token);
  if (opened.kind !== 'open') return refused(null, 'rollClosed');
  const text = checkedNote(given.text);
  if (!text.ok) return text;
  if (plainName(given.child) === '') return refused('child', 'rollChildMissing');
  return db.transaction().execute(async (trx) => {
    const roll = await lockRollCall(trx, opened.roll.id, 'share');
    if (!roll || roll.closedAt !== null || roll.endsAt <= clock.now()) return refused(null, 'rollClosed');
    const places = await affectedBy(trx, roll.incidentId);
    const include = places.map(({ organisationId }) => ({ organisationId, role: 'guardians' as const }));
    const today = localDate(clock.now(), config.timeZone);
    const children = await childrenOf(trx, { include, exclude: [] }, today, opened.personId);
    const typed = plainName(given.child);
    const child = children.find((one) => plainName(one.name) === typed || one.letters === typed);
    if (!child) return refused('child', 'rollChildUnknown');
    await answerLatest(trx, roll.id, child.pupilId, given.answer, text.value);
    return done(null);
  });
}

/** A text for the incident's staff. What looks like an identity number is refused. */
function checkedNote(text: string): Outcome<string> {
  if (text.length > longestNote) return refused('text', 'textLong');
  if (holdsIdentityNumber(text)) return refused('text', 'rollIdentity');
  return done(text);
}
