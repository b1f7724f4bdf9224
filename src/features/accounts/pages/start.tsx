/** The desk: what waits for somebody who signed in, and where they can go. */
import type { Waiting } from '#platform/feature.ts';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { Outcome, say, type View } from './frame.tsx';

export function StartPage({ view, name, waiting }: { view: View; name: string; waiting: readonly Waiting[] }): Markup {
  const t = say(view);
  const items = view.shell.navigation?.items ?? [];
  return (
    <Page {...view.shell} title={t('startTitle')}>
      <Outcome view={view} />
      <PageHeading title={t('startWelcome', { name })} />
      {waiting.map(({ title, tasks, all }) => (
        <section>
          <h2>{title}</h2>
          <TaskList items={[...tasks]} />
          {all && (
            <p>
              <a href={all.href}>{all.text}</a>
            </p>
          )}
        </section>
      ))}
      {items.length > 0 ? (
        <>
          {waiting.length === 0 && <p>{t('startNothing')}</p>}
          <section>
            <h2>{t('startSections')}</h2>
            <TaskList items={items.map((item) => ({ text: item.text, href: item.href, status: '' }))} />
          </section>
        </>
      ) : (
        waiting.length === 0 && <EmptyState title={t('startEmptyTitle')} text={t('startEmptyText')} />
      )}
    </Page>
  );
}
