/** A form that can't be taken now, and is not shown again: with files it was not even read. The page before still has it. */
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { AskFrame, type AskView } from './frame.tsx';

export function BusyPage({ view, files }: { view: AskView; files: boolean }): Markup {
  const { t } = view;
  const title = t(files ? 'busyTitle' : 'crowdTitle');
  return (
    <AskFrame view={view} title={title}>
      <PageHeading title={title} />
      <p>{t('busyBack')}</p>
      <p>{t(files ? 'busyFiles' : 'crowdScript')}</p>
    </AskFrame>
  );
}
