/** The start of the desk's pages. */
import type { Ctx } from '#platform/http/context.ts';
import { page } from '#platform/http/respond.ts';
import { get, type Route } from '#platform/http/routes.ts';
import { HomePage, type Room } from '../pages/home.tsx';
import { deskPath, retentionPath } from '../paths.ts';
import { ofDistrict } from '../policy.ts';
import { lastRuns } from '../queries/retention.ts';
import { viewOf } from './request.ts';

export const homeRoutes: readonly Route[] = [get(deskPath, 'privacy.read', showHome)];

async function showHome(c: Ctx): Promise<Response> {
  const view = await viewOf(c, 'staff');
  const rooms = ofDistrict(c.var.reach('privacy.read')) ? await districtRooms(c, view.t) : [];
  return page(c, <HomePage view={view} rooms={rooms} />);
}

async function districtRooms(c: Ctx, t: Awaited<ReturnType<typeof viewOf>>['t']): Promise<Room[]> {
  const [lastRun] = await lastRuns(c.var.services.db, 1);
  return [
    {
      text: t('retention'),
      href: retentionPath,
      hint: t('roomRetention'),
      status: lastRun?.finishedAt ? { kind: 'ok', text: t('result_done') } : { kind: 'wait', text: t('neverRun') },
    },
  ];
}
