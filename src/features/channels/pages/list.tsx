/** All channels and how they do. */
import { type ChannelRow, errorInWords, errorRateInWords, queueInWords } from '#features/delivery/feature.ts';
import { operationsPath } from '#features/delivery/paths.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { PushHealth } from '../followers/model.ts';
import { codeInWords } from '../messages.ts';
import type { Channel, Health } from '../model/channel.ts';
import { channelPaths } from '../paths.ts';
import { carries, Outcome, queueOf, StateTag, say, type View, when } from './frame.tsx';

export interface ListProps {
  view: View;
  channels: readonly (Channel & Health)[];
  /** Mail and text messages, for whoever looks after the district. */
  persons: readonly ChannelRow[];
  push: PushHealth | null;
}

export function ChannelsPage({ view, channels, persons, push }: ListProps): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('title')} width="wide">
      <Outcome view={view} />
      <PageHeading title={t('title')} />
      <p class="prose">{t('listText')}</p>
      {view.manages && (
        <Actions>
          <Button href={channelPaths.choose} text={t('add')} />
        </Actions>
      )}
      <DataTable
        caption={t('groups')}
        columns={[
          { key: 'name', text: t('name') },
          { key: 'organisation', text: t('organisation') },
          { key: 'carries', text: t('carries') },
          { key: 'state', text: t('state') },
          { key: 'waiting', text: t('waiting'), numeric: true },
          { key: 'lastSuccess', text: t('lastSuccess') },
          { key: 'errorRate', text: t('errorRate') },
        ]}
        rows={channels.map((channel) => ({
          href: channelPaths.channel(channel.id),
          cells: {
            name: channel.name,
            organisation: (
              <div>
                {channel.organisation}
                <div class="hint">{t(`kind_${channel.kind}`)}</div>
              </div>
            ),
            carries: carries(view, channel),
            state: <StateCell view={view} channel={channel} />,
            waiting: queueOf(view, channel),
            lastSuccess: when(view, channel.lastSuccessAt),
            errorRate: errorRateInWords(channel, view.language),
          },
        }))}
        empty={{ title: t('none'), text: t('noneText') }}
      />
      {persons.length > 0 && <Persons view={view} persons={persons} push={push} />}
    </Page>
  );
}

function StateCell({ view, channel }: { view: View; channel: Channel }): Markup {
  const failing = channel.state === 'active' && channel.failingSince && channel.lastError;
  return (
    <div>
      <StateTag view={view} channel={channel} />
      {failing && <div class="hint">{codeInWords(channel.kind, channel.lastError ?? '', view.language)}</div>}
    </div>
  );
}

function Persons({ view, persons, push }: Pick<ListProps, 'view' | 'persons' | 'push'>): Markup {
  const t = say(view);
  const error = (row: Pick<ChannelRow, 'lastError' | 'lastErrorAt'>): Content =>
    row.lastError ? `${when(view, row.lastErrorAt)} · ${errorInWords(row.lastError, view.language)}` : t('never');
  return (
    <>
      <DataTable
        caption={t('persons')}
        columns={[
          { key: 'name', text: t('name') },
          { key: 'waiting', text: t('waiting'), numeric: true },
          { key: 'lastSuccess', text: t('lastSuccess') },
          { key: 'errorRate', text: t('errorRate') },
          { key: 'lastError', text: t('lastError') },
        ]}
        rows={[...persons, ...(push ? [{ ...push, name: 'followers' as const }] : [])].map((row) => ({
          cells: {
            name: t(`person_${row.name}`),
            waiting: (
              <div>
                {queueInWords(row.queued, view.language)}
                {row.oldestAt && <div class="hint">{t('oldestSince', { when: when(view, row.oldestAt) })}</div>}
              </div>
            ),
            lastSuccess: when(view, row.lastSuccessAt),
            errorRate: errorRateInWords(row, view.language),
            lastError: error(row),
          },
        }))}
        empty={{ title: t('persons'), text: t('never') }}
      />
      <p class="hint">
        {t('personsText')} <a href={operationsPath}>{t('operations')}</a>
      </p>
    </>
  );
}
