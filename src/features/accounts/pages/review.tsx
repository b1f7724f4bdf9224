/** The review of roles: which are still needed. */
import { localDate } from '#platform/clock.ts';
import { dateInWords } from '#platform/i18n.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Checkboxes } from '#ui/field/choices.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { needsTwo, type Review, type ReviewItem } from '../model.ts';
import { paths } from '../paths.ts';
import { errorAt, Outcome, say, trail, type View } from './frame.tsx';

export interface ReviewPageProps {
  view: View;
  reader: number;
  review: Review | undefined;
  items: readonly ReviewItem[];
  checked: ReadonlySet<number>;
  nextHref: string | undefined;
}

export function ReviewPage(props: ReviewPageProps): Markup {
  const { view, review } = props;
  const t = say(view);
  const title = t('reviewTitle');
  return (
    <Page
      {...view.shell}
      title={title}
      breadcrumbs={trail(view, { href: paths.accounts(), text: t('accountsTitle') }, title)}
    >
      <Outcome view={view} first="grant" />
      <PageHeading title={title} />
      {review ? (
        <>
          <p>{t('reviewText', { due: dateInWords(review.dueOn, view.shell.lang) })}</p>
          <Waiting {...props} />
        </>
      ) : (
        <EmptyState title={t('reviewClosed')} text={t('reviewClosedText')} />
      )}
    </Page>
  );
}

function Waiting({ view, reader, items, checked, nextHref }: ReviewPageProps): Markup {
  const t = say(view);
  if (items.length === 0) return <EmptyState title={t('reviewNone')} text={t('reviewNoneText')} />;
  const own = (item: ReviewItem) => item.accountId === reader || item.keptBy === reader;
  return (
    <form method="post" action={paths.review()} novalidate>
      <Checkboxes
        name="grant"
        legend={t('reviewRoles')}
        hint={t('reviewRolesHint')}
        error={errorAt(view, 'grant')}
        items={items.map((item) => ({
          value: String(item.grantId),
          text: t('reviewLine', { name: item.name, role: t(`role_${item.role}`), organisation: item.organisation }),
          checked: checked.has(item.grantId) && !own(item),
          disabled: own(item),
          hint: hintOf(view, item, reader),
        }))}
      />
      <Pager label={t('pages')} previousText={t('previous')} nextHref={nextHref} nextText={t('next')} />
      <Button text={t('reviewKeep')} />
    </form>
  );
}

function hintOf(view: View, item: ReviewItem, reader: number): string {
  const t = say(view);
  const date = dateInWords(localDate(item.givenAt, view.zone), view.shell.lang);
  const two = item.keptBy === reader ? 'reviewMine' : item.keptBy === null ? 'reviewFirst' : 'reviewSecond';
  return [
    t('reviewGiven', { date }),
    ...(item.accountId === reader ? [t('reviewOwn')] : needsTwo(item.role) ? [t(two)] : []),
  ].join(' · ');
}
