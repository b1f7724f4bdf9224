/** The first page: what can be brought, how somebody can be, how long it takes, and what this is not for. */
import { Banner } from '#ui/banner/banner.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { words } from '../../messages.ts';
import { kinds } from '../../model/kinds.ts';
import { type Ombudspersons, Seats } from '../../sealed/pages/public.tsx';
import { askPath } from '../paths.ts';
import { AskFrame, type AskView } from './frame.tsx';

export function StartPage({ view, ombudspersons }: { view: AskView; ombudspersons: Ombudspersons }): Markup {
  const { t, language } = view;
  const say = words(language);
  return (
    <AskFrame view={view} title={t('title')}>
      <PageHeading title={t('title')} />
      <p>{t('lead')}</p>
      <Emergency view={view} />
      <h2>{t('whatTitle')}</h2>
      <ul class="tasks">
        {kinds.map((kind) => (
          <li>
            <div>
              <a href={askPath('write', language, kind)}>{say(`kind_${kind}`)}</a>
              <div class="hint">{t(`about_${kind}`)}</div>
            </div>
          </li>
        ))}
      </ul>
      <h2>{t('followTitle')}</h2>
      <p>
        <a href={askPath('case', language)}>{t('followLink')}</a>
      </p>
      <h2>{t('waysTitle')}</h2>
      <SummaryList
        rows={[
          { key: t('wayAnonymous'), value: t('wayAnonymousText') },
          ...(ombudspersons.seats.length > 0 ? [{ key: t('waySealed'), value: t('waySealedText') }] : []),
        ]}
      />
      <Seats view={view} ombudspersons={ombudspersons} />
      <h2>{t('howTitle')}</h2>
      <div class="prose">
        <ul>
          <li>{t('howQuestion')}</li>
          <li>{t('howPetition')}</li>
          <li>{t('howAvoid')}</li>
        </ul>
        <p>{t('otherChannels')}</p>
      </div>
      <p class="hint">{t('quickExitHint')}</p>
    </AskFrame>
  );
}

export function Emergency({ view: { t } }: { view: AskView }): Markup {
  return (
    <Banner kind="danger" title={t('emergencyTitle')}>
      <p>{t('emergencyText')}</p>
    </Banner>
  );
}
