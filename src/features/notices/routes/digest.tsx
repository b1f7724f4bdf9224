/** Where one mail a day was chosen before it went to the page of all wishes: old links and open forms lead there. */
import type { Ctx } from '#platform/http/context.ts';
import { seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import { openLink } from '../actions/personal.ts';
import { wishesHref } from '../actions/wishes.ts';
import { digestPattern } from '../paths.ts';
import { showPersonal } from './personal.tsx';

async function goOn(c: Ctx): Promise<Response> {
  const opened = await openLink(c.var.services, c.req.param('token') ?? '');
  if (opened.kind !== 'open') return showPersonal(c, opened, {});
  return seeOther(c, wishesHref(c.var.services, { personId: opened.personId, epoch: opened.epoch }));
}

export const digestRoutes: readonly Route[] = [
  get(digestPattern, 'link', goOn),
  post(digestPattern, 'link', goOn, { maxBody: 16 * 1024 }),
];
