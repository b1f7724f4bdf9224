/** The start of the desk's pages. */
import type { Ctx } from '#platform/http/context.ts';
import { page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import type { TagProps } from '#ui/tag/tag.tsx';
import type { Words } from '../messages.ts';
import { type RecordKind, recordKinds } from '../model/records.ts';
import { HomePage, type Room } from '../pages/home.tsx';
import { deskPath, recordsPath, requestsPath, retentionPath } from '../paths.ts';
import { ofDistrict } from '../policy.ts';
import { recordFigures } from '../queries/records.ts';
import { requestFigures } from '../queries/requests.ts';
import { lastRuns } from '../queries/retention.ts';
import { todayOf, viewOf } from './request.ts';

export const homeRoutes: readonly Route[] = [get(deskPath, 'privacy.read', showHome)];

async function showHome(c: Ctx): Promise<Response> {
  const view = await viewOf(c, 'staff');
  const rooms = [
    ...(c.var.reach('privacy.act').paths.length > 0 ? [await requestRoom(c, view.t)] : []),
    ...(ofDistrict(c.var.reach('privacy.read')) ? await districtRooms(c, view.t) : []),
  ];
  return page(c, <HomePage view={view} rooms={rooms} />);
}

async function requestRoom(c: Ctx, t: Words): Promise<Room> {
  const { open, late } = await requestFigures(c.var.services.db, c.var.reach('privacy.act'), todayOf(c));
  const status: TagProps | string =
    late > 0
      ? { kind: 'late', text: t('lateN', { n: late }) }
      : open > 0
        ? { kind: 'wait', text: t('openN', { n: open }) }
        : t('nothingWaits');
  return { text: t('requests'), href: requestsPath(), hint: t('roomRequests'), status };
}

async function districtRooms(c: Ctx, t: Words): Promise<Room[]> {
  const { db } = c.var.services;
  const [[lastRun], figures] = await Promise.all([lastRuns(db, 1), recordFigures(db, todayOf(c))]);
  const retention: Room = {
    text: t('retention'),
    href: retentionPath,
    hint: t('roomRetention'),
    status: lastRun?.finishedAt ? t('result_done') : { kind: 'wait', text: t('neverRun') },
  };
  return [
    retention,
    ...recordKinds.map((kind) => ({
      text: t(`kind_${kind}`),
      href: recordsPath(kind),
      hint: t(`room_${kind}`),
      status: statusOf(t, kind, figures[kind]),
    })),
  ];
}

function statusOf(
  t: Words,
  kind: RecordKind,
  { all, due, open }: { all: number; due: number; open: number },
): TagProps | string {
  if (kind === 'breach')
    return open > 0 ? { kind: 'late', text: t('statusBreach', { n: open }) } : t('statusAll', { n: all });
  if (due > 0) return { kind: 'late', text: t('statusDue', { n: due }) };
  if (open > 0) return { kind: 'wait', text: t('statusOpen', { n: open }) };
  return all > 0 ? t('statusAll', { n: all }) : { kind: 'wait', text: t('statusNone') };
}
