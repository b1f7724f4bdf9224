/** The start of the desk's pages on personal data: what there is to do. */
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import type { TagProps } from '#ui/tag/tag.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { DeskPage, type View } from './frame.tsx';

export interface Room {
  text: string;
  href: string;
  hint: string;
  status: TagProps | string;
}

export function HomePage({ view, rooms }: { view: View; rooms: readonly Room[] }): Markup {
  const { t } = view;
  return (
    <DeskPage view={view} title={t('title')}>
      <PageHeading title={t('title')} />
      <p>{t('lead')}</p>
      <TaskList items={[...rooms]} />
    </DeskPage>
  );
}
