/** The review of roles at the desk. */
import type { Ctx } from '#platform/http/context.ts';
import { checkForm, readForm, type Typed, typedList } from '#platform/http/form.ts';
import { page, seeOther } from '#platform/http/respond.ts';
import { get, post, type Route } from '#platform/http/routes.ts';
import type { Trouble } from '#platform/trouble.ts';
import { keepAtReview } from '../actions/review.ts';
import { reviewInput } from '../input.ts';
import { ReviewPage } from '../pages/review.tsx';
import { paths } from '../paths.ts';
import { openReviews, undecidedWithin } from '../queries/review.ts';
import { accountCaller, viewOf } from './view.ts';

const pageSize = 50;

export const reviewRoutes: readonly Route[] = [
  get(paths.review(), 'accounts.confirm', (c) => reviewPage(c)),
  post(paths.review(), 'accounts.confirm', keep, { proof: true }),
];

async function reviewPage(c: Ctx, again?: { typed: Typed; troubles: readonly Trouble[] }) {
  const { db } = c.var.services;
  const after = Number(c.req.query('after'));
  const [reviews, found] = await Promise.all([
    openReviews(db),
    undecidedWithin(db, c.var.reach('accounts.confirm'), {
      after: Number.isSafeInteger(after) && after > 0 ? after : 0,
      limit: pageSize + 1,
    }),
  ]);
  const items = found.slice(0, pageSize);
  return page(
    c,
    <ReviewPage
      view={viewOf(c, 'staff', again ?? {})}
      reader={accountCaller(c).accountId}
      review={reviews[0]}
      items={items}
      checked={new Set(typedList(again?.typed ?? {}, 'grant').map(Number))}
      nextHref={found.length > pageSize ? `${paths.review()}?after=${items.at(-1)?.grantId}` : undefined}
    />,
    again ? 422 : 200,
  );
}

async function keep(c: Ctx) {
  const { typed } = await readForm(c);
  const input = checkForm(reviewInput, typed);
  if (!input.ok) return reviewPage(c, { typed, troubles: input.troubles });
  const desk = { caller: accountCaller(c), reach: c.var.reach('accounts.confirm') };
  await keepAtReview(c.var.services, desk, input.value.grant);
  return seeOther(c, `${paths.review()}?done=reviewKept`);
}
