/** The desk: where somebody who signed in can go. */
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { Outcome, say, type View } from './frame.tsx';

export function StartPage({ view, name }: { view: View; name: string }): Markup {
  const t = say(view);
  const items = view.shell.navigation?.items ?? [];
  return (
    <Page {...view.shell} title={t('startTitle')}>
      <Outcome view={view} />
      <PageHeading title={t('startWelcome', { name })} />
      {items.length > 0 ? (
        <section>
          <h2>{t('startSections')}</h2>
          <TaskList items={items.map((item) => ({ text: item.text, href: item.href, status: '' }))} />
        </section>
      ) : (
        <EmptyState title={t('startEmptyTitle')} text={t('startEmptyText')} />
      )}
    </Page>
  );
}
