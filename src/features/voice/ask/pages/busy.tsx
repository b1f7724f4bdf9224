/** A form with files that can't be taken now. Nothing of it was read, so it can't be shown again. */
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { AskFrame, type AskView } from './frame.tsx';

export function BusyPage({ view }: { view: AskView }): Markup {
  const { t } = view;
  return (
    <AskFrame view={view} title={t('busyTitle')}>
      <PageHeading title={t('busyTitle')} />
      <p>{t('busyBack')}</p>
      <p>{t('busyFiles')}</p>
    </AskFrame>
  );
}
