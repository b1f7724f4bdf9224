/** What the routes take from a request, and how a notice is written down. */

import { mismatch } from '#platform/http/api/answer.ts';
import { troubled } from '#platform/http/api/problem.ts';
import type { Ctx } from '#platform/http/context.ts';
import { NotFound } from '#platform/http/respond.ts';
import type { Trouble } from '#platform/trouble.ts';
import type { By } from '../actions/by.ts';
import type { Notice, Whole } from '../model/notice.ts';
import { say, troubleText } from '../pages/frame.tsx';
import { issuedWithin, visibleWithin, wholeOf } from '../queries/notices.ts';

/** The token as the one who acts. It teaches no class. */
export function byToken(c: Ctx, permission: string): By {
  const { caller } = c.var;
  if (caller.kind !== 'token') throw new NotFound();
  return { accountId: caller.accountId, reach: c.var.reach(permission), ownClassIds: [] };
}

export async function seen(c: Ctx, id: number): Promise<{ notice: Notice; own: boolean }> {
  const reach = c.var.reach('notices.read');
  const notice = await visibleWithin(c.var.services.db, reach, id);
  if (!notice) throw new NotFound();
  return { notice, own: reach.paths.some((top) => `${notice.organisationPath}.`.startsWith(`${top}.`)) };
}

/**
 * The notice to be changed, as it is now, or the answer that says why not: If-Match is missing, or it names another state.
 * The action looks at the revision again with the notice locked.
 */
export async function toChange(
  c: Ctx,
  permission: string,
  id: number,
): Promise<{ whole: Whole } | { answer: Response }> {
  const { db } = c.var.services;
  const notice = await issuedWithin(db, c.var.reach(permission), id);
  if (!notice) throw new NotFound();
  const whole = await wholeOf(db, notice);
  const answer = mismatch(c, represented(whole));
  return answer ? { answer } : { whole };
}

/** A notice as JSON. Its tag is made of this. */
export function represented({ notice, texts, attachments, recordings, audience }: Whole) {
  return {
    id: notice.id,
    organisationId: notice.organisationId,
    kind: notice.kind,
    number: notice.number,
    state: notice.state,
    revision: notice.revision,
    version: notice.version,
    request: notice.request,
    deadlineOn: notice.deadlineOn,
    isPublic: notice.isPublic,
    mainLanguage: notice.mainLanguage,
    publishedAt: notice.publishedAt,
    updatedAt: notice.updatedAt,
    expiresOn: notice.expiresOn,
    texts,
    attachments,
    recordings,
    audience,
    correctsId: notice.correctsId,
    forwardsId: notice.forwardsId,
    isUrgent: notice.urgentAt !== null,
    withdrawnReason: notice.withdrawnReason,
  };
}

/** Where the fields of the pages' forms stand in the body. */
const pointers = {
  title: '/texts',
  body: '/texts',
  text: '/texts',
  organisationId: '/organisationId',
  audience: '/audience',
  roles: '/audience',
  files: '',
  expiry: '/expiresOn',
};

export function refusal(c: Ctx, troubles: readonly Trouble[]): Response {
  return troubled(c, troubles, (language, trouble) => troubleText(say({ language }), trouble), pointers);
}
