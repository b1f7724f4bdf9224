/** When mail comes, and a table of kinds by channels: what may be turned off has a box, what reaches everybody says why. */
import type { ContactKind, Refusal } from '#features/directory/feature.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { type Kind, kinds, mayBeRefused } from '../model/kinds.ts';
import { askOwnLinkPath, browsersPath, ownConsentsPath, wishesPath } from '../paths.ts';
import { say, type View } from './frame.tsx';

interface WishesProps {
  view: View;
  token: string;
  wishes: {
    channels: readonly ContactKind[];
    refused: readonly Refusal[];
    addresses: readonly { id: number; address: string; daily: boolean }[];
  };
  saved: boolean;
  /** The district's time of the daily mail, such as 18:00. */
  time: string;
}

export function WishesPage({ view, token, wishes, saved, time }: WishesProps): Markup {
  const t = say(view);
  const { channels, refused, addresses } = wishes;
  const refuses = (kind: Kind, channel: ContactKind) =>
    refused.some((one) => one.kind === kind && one.channel === channel);
  const optional = kinds.filter(mayBeRefused);
  return (
    <Page {...view.shell} title={t('wishesTitle')} noindex>
      {saved && <Banner kind="success" title={t('wishesSaved')} />}
      <PageHeading title={t('wishesTitle')} />
      <p>{t('wishesText')}</p>
      <form method="post" action={wishesPath(token)}>
        <h2>{t('wishesWhenTitle')}</h2>
        {addresses.length === 0 && <p>{t('wishesNoMail')}</p>}
        {addresses.map(({ id, address, daily }) => (
          <Checkbox
            id={`daily-${id}`}
            name="daily"
            value={String(id)}
            label={t('wishesDaily', { address: masked(address), time })}
            hint={t('wishesDailyHint')}
            checked={daily}
          />
        ))}
        {addresses.length > 0 && <Meta>{t('wishesAtOnce')}</Meta>}
        <p>
          <a href={browsersPath(token)}>{t('browsersLink')}</a>
        </p>
        <h2>{t('wishesOptional')}</h2>
        <p>{t('wishesOptionalHint')}</p>
        <DataTable
          caption={t('wishesOptional')}
          captionHidden
          columns={[
            { key: 'kind', text: t('kind') },
            ...channels.map((channel) => ({ key: channel, text: t(`wishesBy_${channel}`) })),
          ]}
          rows={optional.map((kind) => ({
            cells: {
              kind: t(`kind_${kind}`),
              ...Object.fromEntries(
                channels.map((channel) => [
                  channel,
                  <Checkbox
                    id={`w-${kind}-${channel}`}
                    name="wanted"
                    value={`${kind}:${channel}`}
                    label={`${t(`kind_${kind}`)}: ${t(`wishesBy_${channel}`)}`}
                    labelHidden
                    checked={!refuses(kind, channel)}
                  />,
                ]),
              ),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
        <Button text={t('wishesSave')} />
      </form>
      <h2>{t('wishesAlwaysTitle')}</h2>
      <div class="prose">
        <ul>
          <li>
            <strong>{t('wishesEmergency')}</strong> {t('wishesEmergencyWhy')}
          </li>
          {kinds
            .filter((kind) => !mayBeRefused(kind))
            .map((kind) => (
              <li>
                <strong>{t(`kind_${kind}`)}</strong> {t(`wishesWhy_${kind as 'safety'}`)}
              </li>
            ))}
        </ul>
      </div>
      <p>{t('wishesStopAll')}</p>
      <p>
        <a href={ownConsentsPath(token)}>{t('ownConsentsLink')}</a>
      </p>
    </Page>
  );
}

/** The first letter and the end, enough to know one's own: the link may have been forwarded. */
function masked(address: string): string {
  return `${Array.from(address)[0] ?? ''}…${address.slice(address.lastIndexOf('@'))}`;
}

export function WishesGonePage({ view }: { view: View }): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('wishesGoneTitle')} noindex>
      <PageHeading title={t('wishesGoneTitle')} />
      <p>{t('wishesGoneText')}</p>
      <p>
        <a href={askOwnLinkPath}>{t('ownLinkTitle')}</a>
      </p>
    </Page>
  );
}
