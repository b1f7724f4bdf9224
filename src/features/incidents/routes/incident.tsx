/** The room of an incident and what is done in it. */
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedText } from '#platform/http/form.ts';
import { idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { languages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import {
  addTask,
  changeLevel,
  closeIncident,
  moveTask,
  publishUpdate,
  tellSchools,
  writeEntry,
} from '../actions/respond.ts';
import { sentBefore } from '../actions/send.ts';
import { closeForm, levelForm, logForm, newTaskForm, schoolState, taskForm, textsOf, updateForm } from '../input.ts';
import { words } from '../messages.ts';
import type { Incident, SchoolState, Task } from '../model/incident.ts';
import { roman } from '../model/kinds.ts';
import { filledIn, type TextUse } from '../model/plan.ts';
import { proposedFor, rolesFor } from '../model/send.ts';
import { ClosePage, LevelPage, type Sent, TaskPage, UpdatePage } from '../pages/forms.tsx';
import { IncidentPage } from '../pages/incident.tsx';
import {
  closeRoom,
  incidentPath,
  incidentPattern,
  levelRoom,
  logRoom,
  schoolsRoom,
  taskPattern,
  tasksRoom,
  updateRoom,
} from '../paths.ts';
import { affectedBy, planOf } from '../queries/incidents.ts';
import { entriesOf, schoolsOf, updatesOf } from '../queries/log.ts';
import { countTasks, taskOf, tasksOf } from '../queries/tasks.ts';
import { fromIn, pieceOf, spanIn } from './piece.ts';
import { spotShown } from './place.tsx';
import { byOf, incidentIn, ledIncident, viewOf } from './request.ts';
import { previewOf, sendsShown } from './sends.tsx';

const entriesShown = 50;
const updatesShown = 30;

export const incidentRoutes: readonly Route[] = [
  get(incidentPattern, 'incidents.read', (c) => showIncident(c)),
  post(tasksRoom.pattern, 'incidents.act', createTask),
  get(taskPattern, 'incidents.read', (c) => showTask(c)),
  post(taskPattern, 'incidents.act', actOnTask),
  post(logRoom.pattern, 'incidents.act', keepEntry),
  post(schoolsRoom.pattern, 'incidents.act', keepSchools),
  get(updateRoom.pattern, 'incidents.act', (c) => showUpdate(c)),
  post(updateRoom.pattern, 'incidents.act', publish),
  get(levelRoom.pattern, 'incidents.act', (c) => showLevel(c)),
  post(levelRoom.pattern, 'incidents.act', keepLevel),
  get(closeRoom.pattern, 'incidents.act', (c) => showClose(c)),
  post(closeRoom.pattern, 'incidents.act', close),
];

type Again = { typed: Typed; troubles: readonly Trouble[] };
const statusOf = (again?: Again): 200 | 422 => (again ? 422 : 200);

async function showIncident(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const incident = await incidentIn(c, 'incidents.read');
  const reach = c.var.reach('incidents.read');
  const acting = c.var.reach('incidents.act');
  const log = /^[1-9]\d{0,14}$/.exec(c.req.query('log') ?? '')?.[0];
  const counts = await countTasks(db, incident.id, reach);
  const taskSpan = spanIn(c, 'tasks', counts.rows);
  const [affected, tasks, found, schools, updates, sends, spot] = await Promise.all([
    affectedBy(db, incident.id),
    tasksOf(db, incident.id, reach, taskSpan),
    entriesOf(db, incident.id, { before: log ? Number(log) : null, limit: entriesShown + 1 }),
    schoolsOf(db, incident.id),
    updatesOf(db, incident.id, updatesShown),
    sendsShown(c, incident),
    spotShown(c, incident),
  ]);
  const entries = found.slice(0, entriesShown);
  const olderHref =
    found.length > entriesShown ? incidentPath(incident.id, { log: entries.at(-1)?.id ?? 0 }) : undefined;
  const view = await viewOf(c, [
    incident.declaredBy,
    ...tasks.map((task) => task.takenBy),
    ...entries.map((entry) => entry.accountId),
    ...sends.map((one) => one.send.accountId),
  ]);
  const actsFor = (path: string) => within(acting, path);
  const leading = await organisationById(db, incident.organisationId);
  const places = new Map(
    [...(leading ? [leading] : []), ...schools.map((school) => ({ ...school, id: school.organisationId }))]
      .filter((place) => actsFor(place.path))
      .map(({ id, name }) => [id, { id, name }]),
  );
  const schoolSpan = spanIn(c, 'schools', schools.length);
  const shownSchools = schools.slice(schoolSpan.from, schoolSpan.from + schoolSpan.limit);
  const props = {
    ...{ view, incident, affected, entries, olderHref, updates, sends, spot, actsFor, places: [...places.values()] },
    tasks: pieceOf('tasks', incident.id, taskSpan, counts.rows, tasks),
    tasksDone: { done: counts.done, all: counts.rows - counts.dropped },
    schools: pieceOf('schools', incident.id, schoolSpan, schools.length, shownSchools),
    newerHref: log ? incidentPath(incident.id) : undefined,
    leads: actsFor(incident.path),
    mayAct: acting.paths.length > 0,
    ...(again ?? { typed: {}, troubles: [] }),
  };
  return page(c, <IncidentPage {...props} />, statusOf(again));
}

async function createTask(c: Ctx): Promise<Response> {
  const incident = await ledIncident(c);
  const { typed } = await readForm(c);
  const input = checkForm(newTaskForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) =>
          addTask(trx, byOf(c), incident.id, { ...input.value, organisationId: input.value.organisation }),
        )
    : input;
  if (outcome.ok) return seeOther(c, `${incidentPath(incident.id)}#tasks`);
  // The page has two fields of this name: each is told by its own.
  const troubles = outcome.troubles.map((one) => (one.field === 'text' ? { ...one, field: 'taskText' } : one));
  return showIncident(c, { typed: { ...typed, taskText: typedText(typed, 'text') }, troubles });
}

async function taskIn(c: Ctx, incident: Incident): Promise<Task> {
  const task = await taskOf(c.var.services.db, incident.id, c.var.reach('incidents.read'), idFrom(c, 'task'));
  if (!task) throw new NotFound();
  return task;
}

async function showTask(c: Ctx, again?: Again): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.read');
  const task = await taskIn(c, incident);
  const view = await viewOf(c, [task.takenBy]);
  const acts = incident.state === 'running' && within(c.var.reach('incidents.act'), task.path);
  const props = { view, incident, task, acts, ...(again ?? { typed: {}, troubles: [] }) };
  return page(c, <TaskPage {...props} />, statusOf(again));
}

async function actOnTask(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  const task = await taskIn(c, incident);
  const { typed } = await readForm(c);
  const input = checkForm(taskForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => moveTask(trx, byOf(c), incident.id, task.id, input.value))
    : input;
  if (outcome.ok) return seeOther(c, `${incidentPath(incident.id)}#tasks`);
  return showTask(c, { typed, troubles: outcome.troubles });
}

async function keepEntry(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  const { typed } = await readForm(c);
  const input = checkForm(logForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => writeEntry(trx, byOf(c), incident, input.value))
    : input;
  if (outcome.ok) return seeOther(c, `${incidentPath(incident.id)}#log`);
  const troubles = outcome.troubles.map((one) => (one.field === 'text' ? { ...one, field: 'entryText' } : one));
  return showIncident(c, { typed: { ...typed, entryText: typedText(typed, 'text') }, troubles });
}

async function keepSchools(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  const { typed } = await readForm(c);
  const states = new Map<number, SchoolState>();
  for (const name of Object.keys(typed)) {
    const id = /^school_([1-9]\d{0,14})$/.exec(name)?.[1];
    const state = schoolState.safeParse(typedText(typed, name));
    if (id && state.success) states.set(Number(id), state.data);
  }
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => tellSchools(trx, byOf(c), incident.id, states));
  if (outcome.ok) return seeOther(c, `${incidentPath(incident.id, { schools: fromIn(c, 'schools') })}#schools`);
  return showIncident(c, { typed, troubles: outcome.troubles });
}

/** The plan's words, with what is known put in: they stand in the form, ready to be changed. */
async function prefilled(c: Ctx, incident: Incident, use: TextUse): Promise<Typed> {
  const { db } = c.var.services;
  const [plan, affected] = await Promise.all([planOf(db, incident.id), affectedBy(db, incident.id)]);
  const typed: Typed = {};
  for (const language of languages) {
    const places = affected.map((place) => place.name).join(language === 'en' ? ', ' : '、');
    const event = words(language)(`kind_${incident.kind}`);
    const text = filledIn(plan.texts[use][language], { event, places, level: roman[incident.level] });
    const key = language === 'en' ? 'en' : 'zh';
    for (const part of ['headline', 'description', 'instruction'] as const) typed[`${key}_${part}`] = text[part];
  }
  return typed;
}

async function sentOf(c: Ctx, incident: Incident): Promise<Sent & { roles: readonly string[] }> {
  const { last, roles, going } = await sentBefore(c.var.services.db, incident.id);
  return { people: last?.people ?? null, going, roles };
}

async function showUpdate(c: Ctx, again?: Again): Promise<Response> {
  const incident = await ledIncident(c);
  if (incident.state !== 'running' && !again) return seeOther(c, incidentPath(incident.id));
  const [last] = await updatesOf(c.var.services.db, incident.id, 1);
  const sent = await sentOf(c, incident);
  const typed = again?.typed ?? {
    ...(await prefilled(c, incident, last ? 'update' : 'first')),
    to: proposedFor(incident.level, sent.roles),
  };
  const view = await viewOf(c);
  const troubles = again?.troubles ?? [];
  return page(c, <UpdatePage {...{ view, incident, typed, sent, troubles }} />, troubles.length > 0 ? 422 : 200);
}

async function publish(c: Ctx): Promise<Response> {
  const incident = await ledIncident(c);
  const { db, clock } = c.var.services;
  const { typed } = await readForm(c);
  const input = checkForm(updateForm, typed);
  if (!input.ok) return showUpdate(c, { typed, troubles: input.troubles });
  const { next, revision, to, act, people, valid: hours } = input.value;
  const texts = textsOf(input.value);
  if (act === 'edit') return showUpdate(c, { typed, troubles: [] });
  if (to.length > 0 && act !== 'send') return previewOf(c, incident, { texts, hours, to, typed });
  const nextUpdateAt = next === 'none' ? null : new Date(clock.now().getTime() + Number(next) * 60_000);
  const send = to.length > 0 ? { roles: rolesFor(to), people: people ?? 0 } : undefined;
  const update = { texts, nextUpdateAt, hours, revision, send };
  const outcome = await db.transaction().execute((trx) => publishUpdate(trx, byOf(c), incident.id, update));
  if (outcome.ok) return seeOther(c, incidentPath(incident.id));
  return showUpdate(c, { typed, troubles: outcome.troubles });
}

async function showLevel(c: Ctx, again?: Again): Promise<Response> {
  const incident = await ledIncident(c);
  if (incident.state !== 'running' && !again) return seeOther(c, incidentPath(incident.id));
  const view = await viewOf(c);
  const sent = await sentOf(c, incident);
  const props = { view, incident, sent, ...(again ?? { typed: {}, troubles: [] }) };
  return page(c, <LevelPage {...props} />, statusOf(again));
}

async function keepLevel(c: Ctx): Promise<Response> {
  const incident = await ledIncident(c);
  const { typed } = await readForm(c);
  const input = checkForm(levelForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) => changeLevel(trx, byOf(c), incident.id, input.value))
    : input;
  if (outcome.ok) return seeOther(c, incidentPath(incident.id));
  return showLevel(c, { typed, troubles: outcome.troubles });
}

async function showClose(c: Ctx, again?: Again): Promise<Response> {
  const incident = await ledIncident(c);
  if (incident.state !== 'running' && !again) return seeOther(c, incidentPath(incident.id));
  const { open: tasksLeft } = await countTasks(c.var.services.db, incident.id, c.var.reach('incidents.read'));
  const typed = again?.typed ?? (await prefilled(c, incident, 'over'));
  const view = await viewOf(c);
  const sent = await sentOf(c, incident);
  const props = { view, incident, typed, tasksLeft, sent, troubles: again?.troubles ?? [] };
  return page(c, <ClosePage {...props} />, statusOf(again));
}

async function close(c: Ctx): Promise<Response> {
  const incident = await ledIncident(c);
  const { typed } = await readForm(c);
  const input = checkForm(closeForm, typed);
  if (!input.ok) return showClose(c, { typed, troubles: input.troubles });
  const end = { state: input.value.state, texts: textsOf(input.value), revision: input.value.revision };
  const outcome = await c.var.services.db.transaction().execute((trx) => closeIncident(trx, byOf(c), incident.id, end));
  if (outcome.ok) return seeOther(c, incidentPath(incident.id));
  return showClose(c, { typed, troubles: outcome.troubles });
}
