/** During an incident: tasks, log, public updates, schools, level, the end. */
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import type { Incident, SchoolState, TaskState, Update } from '../model/incident.ts';
import { taskMoves } from '../model/incident.ts';
import { type Level, roman } from '../model/kinds.ts';
import { alertsOf } from '../queries/alerts.ts';
import { lockIncident, planOf, setClosed, setLevel, setNextUpdate } from '../queries/incidents.ts';
import { addEntries, addEntry, addUpdate, schoolsOf, setSchools } from '../queries/log.ts';
import { pageChanged } from '../queries/page.ts';
import { insertTasks, lockTask, setTask } from '../queries/tasks.ts';
import { endQuestions } from '../questions/actions/answer.ts';
import { closeWithIncident } from '../roll/actions/close.ts';
import { issueAlert } from './alerts.ts';
import { levelWord, tellChannels } from './broadcast.ts';
import { type By, note } from './by.ts';
import { openTasks } from './declare.ts';
import { mayBeSent, type SendWish, sendAlert, sentBefore } from './send.ts';

/** The incident, running, led from within the reach of whoever acts; else why not. */
export async function led(trx: Transaction, by: By, id: number, revision?: number): Promise<Outcome<Incident>> {
  const incident = await lockIncident(trx, id);
  if (!incident || !within(by.reach, incident.path)) return refused(null, 'incidentGone');
  if (incident.state !== 'running') return refused(null, 'incidentOver');
  if (revision !== undefined && incident.revision !== revision) return refused(null, 'incidentMoved');
  return done(incident);
}

/** A warning of a new level holds no shorter. */
const fewestHours = 6;

const nextOf = { taken: 'taken', waiting: 'given_back', done: 'done', dropped: 'dropped' } as const;

/** Takes a task, gives it back, finishes it, drops it with a reason. Whose task it is, is the school's or office's question. */
export async function moveTask(
  trx: Transaction,
  by: By,
  id: number,
  taskId: number,
  change: { to: TaskState; text: string },
): Promise<Outcome<null>> {
  const incident = await lockIncident(trx, id);
  const task = incident && (await lockTask(trx, id, taskId));
  if (!incident || !task || !within(by.reach, task.path)) return refused(null, 'taskGone');
  if (incident.state !== 'running') return refused(null, 'incidentOver');
  if (!taskMoves[task.state].includes(change.to)) return refused(null, 'taskMoved');
  if (change.to === 'dropped' && change.text === '') return refused('text', 'dropReason');
  const takenBy =
    change.to === 'waiting' ? null : change.to === 'taken' ? by.accountId : (task.takenBy ?? by.accountId);
  await setTask(trx, taskId, { state: change.to, takenBy, doneAt: change.to === 'done' ? by.at : null });
  const what = [task.texts['zh-CN'] || task.texts.en, change.text].filter(Boolean).join(' · ');
  const detail = { task: taskId, organisation: task.organisation };
  await addEntry(trx, id, { sort: nextOf[change.to], at: by.at, accountId: by.accountId, text: what, detail });
  await note(trx, by, 'incident.move_task', `incident:${id}`, { task: taskId, state: change.to });
  return done(null);
}

/** A task that no plan foresaw. */
export async function addTask(
  trx: Transaction,
  by: By,
  id: number,
  wish: { organisationId: number; post: string; text: string; minutes: number },
): Promise<Outcome<null>> {
  const found = await led(trx, by, id);
  if (!found.ok) return found;
  const place = await organisationById(trx, wish.organisationId);
  if (!place || !within(by.reach, place.path)) return refused('organisation', 'whereMissing');
  const dueAt = new Date(by.at.getTime() + wish.minutes * 60_000);
  const texts = { 'zh-CN': wish.text, en: wish.text };
  const { organisationId, post } = wish;
  await insertTasks(trx, id, [{ organisationId, post, texts, fromPlan: false, dueAt }], by.at);
  const detail = { organisation: place.name };
  await addEntry(trx, id, { sort: 'task', at: by.at, accountId: by.accountId, text: wish.text, detail });
  await note(trx, by, 'incident.add_task', `incident:${id}`);
  return done(null);
}

/** A fact or a decision, by anybody who acts within a place that the incident touches. */
export async function writeEntry(
  trx: Transaction,
  by: By,
  incident: Pick<Incident, 'id'>,
  entry: { sort: 'fact' | 'decision'; text: string },
): Promise<Outcome<null>> {
  const found = await lockIncident(trx, incident.id);
  if (!found) return refused(null, 'incidentGone');
  // After the end it can still be completed, until the review is finished.
  if (found.state === 'mistaken' || found.reviewState === 'finished') return refused(null, 'incidentOver');
  await addEntry(trx, incident.id, { ...entry, at: by.at, accountId: by.accountId });
  await note(trx, by, 'incident.write_log', `incident:${incident.id}`, { sort: entry.sort });
  return done(null);
}

/**
 * Tells the public, and with `send` families and staff too; the page is written anew afterwards. A promise to come again
 * is in the future. While an alert is still going out, what changes it goes to the same people.
 */
export async function publishUpdate(
  trx: Transaction,
  by: By,
  id: number,
  update: {
    texts: Update['texts'];
    nextUpdateAt: Date | null;
    hours: number;
    revision: number;
    send?: SendWish | undefined;
  },
): Promise<Outcome<null>> {
  const found = await led(trx, by, id, update.revision);
  if (!found.ok) return found;
  if (update.nextUpdateAt && update.nextUpdateAt <= by.at) return refused('next', 'nextPast');
  const { level } = found.value;
  if (!update.send && (await sentBefore(trx, id)).going) return refused('to', 'sendMust');
  const enough = update.send ? await mayBeSent(trx, by.today, id, update.send) : done(null);
  if (!enough.ok) return enough;
  await addUpdate(trx, id, { ...update, level, at: by.at, accountId: by.accountId });
  await setNextUpdate(trx, id, update.nextUpdateAt);
  const { texts, hours, nextUpdateAt } = update;
  const alertId = await issueAlert(trx, by.site, id, { texts, hours, level, end: false, by: by.accountId, at: by.at });
  await tellChannels(trx, by.site, found.value, { texts, word: 'update', nextUpdateAt, at: by.at });
  const text = update.texts['zh-CN']?.headline ?? update.texts.en?.headline ?? '';
  await addEntry(trx, id, { sort: 'update', at: by.at, accountId: by.accountId, text });
  await note(trx, by, 'incident.publish_update', `incident:${id}`);
  await pageChanged(trx);
  if (update.send && alertId !== null) await sendAlert(trx, by, found.value, alertId, update.send);
  return done(null);
}

/** What schools are open: a school's own officer says it for the school, the district's for all. */
export async function tellSchools(
  trx: Transaction,
  by: By,
  id: number,
  states: ReadonlyMap<number, SchoolState>,
): Promise<Outcome<null>> {
  const incident = await lockIncident(trx, id);
  if (!incident) return refused(null, 'incidentGone');
  if (incident.state !== 'running') return refused(null, 'incidentOver');
  const own = (await schoolsOf(trx, id)).filter((school) => within(by.reach, school.path));
  const wanted = own.flatMap(({ organisationId }) => {
    const state = states.get(organisationId);
    return state ? [{ organisationId, state }] : [];
  });
  const changed = await setSchools(trx, id, wanted, by.at);
  const told = own.flatMap(({ organisationId, name }) => {
    const state = changed.includes(organisationId) ? states.get(organisationId) : undefined;
    return state
      ? [{ sort: 'school' as const, at: by.at, accountId: by.accountId, text: name, detail: { state } }]
      : [];
  });
  await addEntries(trx, id, told);
  if (changed.length > 0) {
    await note(trx, by, 'incident.tell_schools', `incident:${id}`, { schools: changed.length });
    await pageChanged(trx);
  }
  return done(null);
}

/**
 * Raises or lowers. Raised, the tasks of the graver level open; lowered, what was begun goes on. With `send` those who got
 * an alert are told the new level in the words that were published last; while one is still going out they are in any
 * case: the old level stops, the new one goes. Groups and followers are told whenever something was said in public before.
 */
export async function changeLevel(
  trx: Transaction,
  by: By,
  id: number,
  change: { level: Level; reason: string; revision: number; send?: boolean },
): Promise<Outcome<null>> {
  const found = await led(trx, by, id, change.revision);
  if (!found.ok) return found;
  const incident = found.value;
  if (incident.level === change.level) return refused('level', 'levelSame');
  const plan = await planOf(trx, id);
  const isDistrict = !incident.path.includes('.');
  if (!isDistrict && plan.declares[change.level] === 'district') {
    return refused('level', 'levelOfDistrict', { level: roman[change.level] });
  }
  await setLevel(trx, id, change.level);
  if (change.level < incident.level) {
    await openTasks(trx, { ...incident, level: change.level }, plan, incident.level, by.at);
  }
  const detail = { from: incident.level, level: change.level };
  await addEntry(trx, id, { sort: 'level', at: by.at, accountId: by.accountId, text: change.reason, detail });
  await note(trx, by, 'incident.change_level', `incident:${id}`, detail);
  await pageChanged(trx);
  const warning = (await alertsOf(trx, [id])).at(-1);
  // Nothing has been said in public yet: the first word will bear the new level.
  if (!warning) return done(null);
  const texts = levelWord(incident.kind, incident.level, change.level, warning.texts);
  await tellChannels(trx, by.site, incident, { texts, word: 'update', nextUpdateAt: null, at: by.at });
  const { last, roles, going } = await sentBefore(trx, id);
  if (!last || !(going || change.send)) return done(null);
  const hours = Math.max(fewestHours, (warning.expiresAt.getTime() - by.at.getTime()) / 3_600_000);
  const word = { texts: warning.texts, hours, level: change.level, end: false, by: by.accountId, at: by.at };
  const alertId = await issueAlert(trx, by.site, id, word);
  if (alertId === null) return done(null);
  await sendAlert(trx, by, { ...incident, level: change.level }, alertId, { roles, people: last.people });
  return done(null);
}

/**
 * It is over, with a last word to the public; or it was declared by mistake, which stays on the page with its reason
 * (what is withdrawn leaves a public trace: product rule 5).
 */
export async function closeIncident(
  trx: Transaction,
  by: By,
  id: number,
  end: { state: 'over' | 'mistaken'; texts: Update['texts']; revision: number },
): Promise<Outcome<null>> {
  const found = await led(trx, by, id, end.revision);
  if (!found.ok) return found;
  const { level } = found.value;
  await addUpdate(trx, id, { texts: end.texts, level, nextUpdateAt: null, at: by.at, accountId: by.accountId });
  const word = { texts: end.texts, hours: 0, level, end: true, by: by.accountId, at: by.at };
  const alertId = await issueAlert(trx, by.site, id, word);
  const { last, roles } = await sentBefore(trx, id);
  if (last && alertId !== null) {
    await sendAlert(trx, by, found.value, alertId, { roles, people: last.people });
  }
  const said = end.state === 'over' ? 'ended' : 'mistaken';
  await tellChannels(trx, by.site, found.value, { texts: end.texts, word: said, nextUpdateAt: null, at: by.at });
  await closeWithIncident(trx, by, id);
  await endQuestions(trx, id);
  await setClosed(trx, id, { state: end.state, by: by.accountId, at: by.at });
  const text = end.texts['zh-CN']?.headline ?? end.texts.en?.headline ?? '';
  await addEntry(trx, id, { sort: 'closed', at: by.at, accountId: by.accountId, text, detail: { state: end.state } });
  await note(trx, by, 'incident.close', `incident:${id}`, { state: end.state });
  await pageChanged(trx);
  return done(null);
}
