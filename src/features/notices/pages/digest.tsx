/** One mail a day: chosen for each address, undone in the same place. */
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Hidden } from '#ui/field/field.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { digestPath, personalPath } from '../paths.ts';
import { say, type View } from './frame.tsx';

export interface DigestAddress {
  id: number;
  /** Not the whole address: the link may have been forwarded. */
  shown: string;
  digest: boolean;
}

export type DigestPageProps = {
  view: View;
  token: string;
  addresses: readonly DigestAddress[];
  /** The district's time of the digest, such as 18:00. */
  time: string;
  done: 'digestChosen' | 'digestUndone' | undefined;
};

export function DigestPage({ view, token, addresses, time, done }: DigestPageProps): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('digestTitle')} noindex>
      {done && <Banner kind="success" title={t(done)} />}
      <PageHeading title={t('digestTitle')} />
      <p>{t('digestText', { time })}</p>
      <p>{t('digestAtOnce')}</p>
      {addresses.length === 0 && <EmptyState title={t('digestNone')} text={t('digestNoneText')} />}
      {addresses.map(({ id, shown, digest }) => (
        <form class="panel" method="post" action={digestPath(token)}>
          <p>
            {shown} <Tag kind={digest ? 'ok' : 'neutral'} text={t(digest ? 'digestOn' : 'digestOff')} />
          </p>
          <Hidden name="address" value={id} />
          <Hidden name="digest" value={digest ? 'no' : 'yes'} />
          <Button
            kind={digest ? 'second' : 'main'}
            text={t(digest ? 'digestUndo' : 'digestChoose')}
            hiddenText={shown}
          />
        </form>
      ))}
      <Meta>
        <a href={personalPath(token)}>{t('detailsBack')}</a>
      </Meta>
    </Page>
  );
}
