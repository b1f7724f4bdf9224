/** Roll calls for the incident's staff: opening, the board, reminding, who phones, closing. */
import { aboutMessages } from '#features/delivery/feature.ts';
import { organisationById } from '#features/directory/feature.ts';
import { within } from '#platform/access.ts';
import type { Database } from '#platform/database/connect.ts';
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed } from '#platform/http/form.ts';
import { Forbidden, idFrom, NotFound, page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { LiveEnd } from '#ui/live/live.tsx';
import type { Incident } from '../../model/incident.ts';
import { affectedBy, schoolsBelow } from '../../queries/incidents.ts';
import { byOf, incidentIn, todayOf, viewOf } from '../../routes/request.ts';
import { mayCall, nameCaller } from '../actions/callers.ts';
import { closeRollCall } from '../actions/close.ts';
import { callsLeft, openRollCall, remindUnanswered } from '../actions/open.ts';
import { callerForm, openRollForm } from '../input.ts';
import { countsOf, guarded, type RollCall, subjectOf, sum, sumOf, type Totals } from '../model/roll-call.ts';
import { Board, BoardPage, type BoardProps, type ClassRow } from '../pages/board.tsx';
import { CallersPage, CloseRollPage, RollsPage } from '../pages/rolls.tsx';
import {
  boardLive,
  boardPath,
  boardPattern,
  callersRoom,
  closeRollRoom,
  remindRoom,
  rollsPath,
  rollsPattern,
} from '../paths.ts';
import { helpNotes } from '../queries/answers.ts';
import { callersOf } from '../queries/callers.ts';
import { classPlaces, countsByClass, rollCallById, rollCallsOf } from '../queries/roll-calls.ts';

export const rollDeskRoutes: readonly Route[] = [
  get(rollsPattern, 'incidents.read', (c) => showRolls(c)),
  post(rollsPattern, 'incidents.act', open),
  get(boardPattern, 'incidents.act', (c) => showBoard(c)),
  get(boardLive.pattern, 'incidents.act', liveBoard),
  post(remindRoom.pattern, 'incidents.act', remind),
  get(closeRollRoom.pattern, 'incidents.act', showClose),
  post(closeRollRoom.pattern, 'incidents.act', close),
  get(callersRoom.pattern, 'incidents.act', (c) => showCallers(c)),
  post(callersRoom.pattern, 'incidents.act', keepCaller),
];

interface Again {
  typed: Typed;
  troubles: readonly Trouble[];
}

async function showRolls(c: Ctx, again?: Again): Promise<Response> {
  const { db } = c.var.services;
  const incident = await incidentIn(c, 'incidents.read');
  const acting = c.var.reach('incidents.act');
  const leads = within(acting, incident.path);
  const rolls = await rollCallsOf(db, incident.id);
  const left = leads ? (await db.transaction().execute((trx) => callsLeft(trx, incident, byOf(c)))).left : null;
  const open = rolls.find((roll) => roll.closedAt === null);
  const closed = rolls.flatMap((roll) => {
    if (!roll.totals) return [];
    const counts = sumOf(roll.totals);
    return [{ roll, totals: leads ? counts : guarded(counts) }];
  });
  const view = await viewOf(c);
  const mayLook = rolls.length > 0 && (await ownPaths(c, incident)).length > 0;
  const props = { view, incident, open, mayLook, closed, left, typed: again?.typed ?? {} };
  return page(c, <RollsPage {...props} troubles={again?.troubles ?? []} />, again ? 422 : 200);
}

async function open(c: Ctx): Promise<Response> {
  const incident = await incidentIn(c, 'incidents.act');
  if (!within(c.var.reach('incidents.act'), incident.path)) throw new Forbidden();
  const { typed } = await readForm(c);
  const input = checkForm(openRollForm, typed);
  const outcome = input.ok
    ? await c.var.services.db
        .transaction()
        .execute((trx) =>
          openRollCall(trx, byOf(c), incident.id, { hours: input.value.hours, families: input.value.who }),
        )
    : input;
  if (outcome.ok) return seeOther(c, boardPath(incident.id, outcome.value.id));
  return showRolls(c, { typed, troubles: outcome.troubles });
}

/** What the reader may look at: all of it where they lead, else the places within their reach. */
async function ownPaths(c: Ctx, incident: Incident): Promise<string[]> {
  const acting = c.var.reach('incidents.act');
  const places = await affectedBy(c.var.services.db, incident.id);
  if (within(acting, incident.path)) return places.map((place) => place.path);
  const below = places.filter((place) => within(acting, place.path)).map((place) => place.path);
  const inside = acting.paths.filter((path) => places.some((place) => path.startsWith(`${place.path}.`)));
  return [...new Set([...below, ...inside])];
}

async function rollIn(c: Ctx): Promise<{ incident: Incident; roll: RollCall; paths: string[]; leads: boolean }> {
  const incident = await incidentIn(c, 'incidents.act');
  const roll = await rollCallById(c.var.services.db, idFrom(c, 'roll'));
  const paths = await ownPaths(c, incident);
  if (roll?.incidentId !== incident.id || paths.length === 0) throw new NotFound();
  return { incident, roll, paths, leads: within(c.var.reach('incidents.act'), incident.path) };
}

async function boardProps(c: Ctx, troubles: readonly Trouble[]): Promise<BoardProps> {
  const { db } = c.var.services;
  const { incident, roll, paths, leads } = await rollIn(c);
  const [classes, notes, sent] = await Promise.all([
    roll.totals ? closedClasses(db, roll.totals, paths) : countsByClass(db, roll.id, todayOf(c), paths),
    helpNotes(db, roll.id, todayOf(c), paths),
    aboutMessages(db, subjectOf(roll.id)),
  ]);
  const view = await viewOf(c);
  return { view, incident, roll, classes, notes, leads, sentAt: sent[0]?.createdAt ?? null, troubles };
}

/** Of a closed one: the totals that stayed, with the names of the places. */
async function closedClasses(db: Database, totals: Totals, paths: readonly string[]): Promise<ClassRow[]> {
  const places = await classPlaces(db, Object.keys(totals).map(Number), paths);
  return places.flatMap((place) => {
    const own = totals[String(place.classId)];
    return own ? [{ ...place, ...countsOf(own) }] : [];
  });
}

async function showBoard(c: Ctx, troubles: readonly Trouble[] = []): Promise<Response> {
  const props = await boardProps(c, troubles);
  return page(c, <BoardPage {...props} />, troubles.length > 0 ? 422 : 200);
}

async function liveBoard(c: Ctx): Promise<Response> {
  const props = await boardProps(c, []);
  c.header('cache-control', 'no-store');
  // Closed meanwhile: the whole page is fetched once more.
  const end = props.roll.closedAt !== null && <LiveEnd reload />;
  return c.html(
    (
      await (
        <>
          <Board {...props} />
          {end}
        </>
      )
    ).toString(),
  );
}

async function remind(c: Ctx): Promise<Response> {
  const { incident, roll, leads } = await rollIn(c);
  if (!leads) throw new Forbidden();
  const outcome = await c.var.services.db
    .transaction()
    .execute((trx) => remindUnanswered(trx, byOf(c), incident.id, roll.id));
  if (outcome.ok) return seeOther(c, boardPath(incident.id, roll.id));
  return showBoard(c, outcome.troubles);
}

async function showClose(c: Ctx): Promise<Response> {
  const { incident, roll, paths, leads } = await rollIn(c);
  if (!leads) throw new Forbidden();
  if (roll.closedAt !== null) return seeOther(c, rollsPath(incident.id));
  const counts = sum(await countsByClass(c.var.services.db, roll.id, todayOf(c), paths));
  return page(c, <CloseRollPage view={await viewOf(c)} incident={incident} roll={roll} unanswered={counts.open} />);
}

async function close(c: Ctx): Promise<Response> {
  const { incident, roll, leads } = await rollIn(c);
  if (!leads) throw new Forbidden();
  await c.var.services.db.transaction().execute((trx) => closeRollCall(trx, byOf(c), incident.id, roll.id));
  // Closed by somebody else meanwhile: it is what was wanted.
  return seeOther(c, rollsPath(incident.id));
}

async function showCallers(c: Ctx, again?: { place: number | null; troubles: readonly Trouble[] }): Promise<Response> {
  const { db } = c.var.services;
  const { incident, roll, paths } = await rollIn(c);
  if (roll.closedAt !== null && !again) return seeOther(c, rollsPath(incident.id));
  const acting = c.var.reach('incidents.act');
  const affected = await affectedBy(db, incident.id);
  const schools = await schoolsBelow(
    db,
    affected.map((place) => place.organisationId),
  );
  const places = [...new Map([...affected, ...schools].map((place) => [place.organisationId, place])).values()]
    .filter((place) => within(acting, place.path))
    .map(({ organisationId, name }) => ({ id: organisationId, name }));
  const asked = again?.place ?? Number(/^[1-9]\d{0,14}$/.exec(c.req.query('place') ?? '')?.[0] ?? 0);
  const place = places.find(({ id }) => id === asked) ?? (places.length === 1 ? places[0] : undefined);
  const found = place && (await organisationById(db, place.id));
  const candidates = found ? await mayCall(db, found.path, todayOf(c)) : [];
  const callers = (await callersOf(db, roll.id)).filter((caller) => paths.some((path) => isBelow(caller.path, path)));
  const view = await viewOf(
    c,
    callers.map((caller) => caller.accountId),
  );
  const { accountId } = byOf(c);
  const props = {
    ...{ view, incident, roll, places },
    callers: callers.map((caller) => ({ ...caller, mine: within(acting, caller.path) })),
    chosen: place && { id: place.id, candidates },
    me: candidates.some((one) => one.accountId === accountId) ? accountId : null,
    troubles: again?.troubles ?? [],
  };
  return page(c, <CallersPage {...props} />, again ? 422 : 200);
}

const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}.`);

async function keepCaller(c: Ctx): Promise<Response> {
  const { incident, roll } = await rollIn(c);
  const { typed } = await readForm(c);
  const input = checkForm(callerForm, typed);
  const outcome = input.ok
    ? await c.var.services.db.transaction().execute((trx) =>
        nameCaller(trx, byOf(c), incident.id, roll.id, {
          accountId: input.value.account,
          organisationId: input.value.place,
          act: input.value.act,
        }),
      )
    : input;
  if (outcome.ok) return seeOther(c, callersRoom.path(incident.id, roll.id));
  return showCallers(c, { place: input.ok ? input.value.place : null, troubles: outcome.troubles });
}
