/** The processes of the service on all hosts, and who of them is away. */
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords } from '#platform/i18n.ts';
import { awayAfterSeconds, type ServiceProcess } from '#platform/processes.ts';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { words } from '../messages.ts';
import { forgetHostPath } from '../paths.ts';

export interface HostsView {
  language: Language;
  zone: string;
  processes: ServiceProcess[];
  mayForget: boolean;
  operationsHref: string;
}

export function HostsPage({ shell, view }: { shell: Shell; view: HostsView }): Markup {
  const t = words(view.language);
  const when = (at: Date) => momentInWords(at, view.language, view.zone);
  const columns = ['host', 'role', 'processNumber', 'state', 'started', 'lastSeen'] as const;
  return (
    <Page {...shell} title={t('hosts')} width="wide" backLink={{ href: view.operationsHref, text: t('operations') }}>
      <PageHeading title={t('hosts')} />
      <p>{t('hostsLead', { seconds: awayAfterSeconds })}</p>
      <DataTable
        caption={t('hosts')}
        captionHidden
        columns={[
          ...columns.map((key) => ({ key, text: t(key), numeric: key === 'processNumber' })),
          ...(view.mayForget ? [{ key: 'actions', text: t('actions'), hidden: true }] : []),
        ]}
        rows={view.processes.map((process) => ({
          cells: {
            host: process.host,
            role: t(`role_${process.role}`),
            processNumber: String(process.processId),
            state: process.away ? (
              <Tag kind="late" text={t('process_away')} />
            ) : (
              <Tag kind="ok" text={t('process_here')} />
            ),
            started: when(process.startedAt),
            lastSeen: when(process.seenAt),
            actions: process.away && (
              <form method="post" action={forgetHostPath(process.id)}>
                <Button kind="second" text={t('forgetHost')} hiddenText={`${process.host} ${process.processId}`} />
              </form>
            ),
          },
        }))}
        empty={{ title: t('noHosts'), text: t('noHostsText') }}
      />
    </Page>
  );
}
