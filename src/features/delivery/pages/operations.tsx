/** The operator's page. */
import type { StandingLine } from '#platform/feature.ts';
import type { Shell } from '#platform/http/context.ts';
import { type Language, momentInWords, number } from '#platform/i18n.ts';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Live } from '#ui/live/live.tsx';
import { Page } from '#ui/page/page.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { errorInWords, errorRateInWords, queueInWords, words } from '../messages.ts';
import type { ChannelRow, DatabaseFacts, PausedProvider, RunningMessage, SendingChannel, WorkerRow } from '../model.ts';
import { channelActPath, messageActPath, operationsLivePath } from '../paths.ts';

/** All that the operator's page shows; nothing of it is about a person. */
export interface Standing {
  now: Date;
  language: Language;
  zone: string;
  channels: ChannelRow[];
  providers: PausedProvider[];
  configured: Record<SendingChannel, boolean>;
  messages: (RunningMessage & { office: string })[];
  more: string | null;
  workers: WorkerRow[];
  database: DatabaseFacts;
  disk: { free: number; total: number } | null;
  troubles: string[];
  /** What each feature has to say about the whole (Feature.standing). */
  lines: StandingLine[];
  quietUntil: Date | null;
  mayTurnChannels: boolean;
}

const lowSpace = 1024 ** 3;
/** An error older than the last success is over. */
const inTrouble = (row: ChannelRow) =>
  row.lastErrorAt !== null && (row.lastSuccessAt === null || row.lastErrorAt > row.lastSuccessAt) && row.queued > 0;

export function OperationsPage({ shell, standing }: { shell: Shell; standing: Standing }): Markup {
  const t = words(standing.language);
  return (
    <Page {...shell} title={t('operations')} width="wide" refreshSeconds={30}>
      <PageHeading title={t('operations')} />
      <Live href={operationsLivePath} everySeconds={5}>
        <OperationsState standing={standing} />
      </Live>
    </Page>
  );
}

/** What changes by itself: rendered in the page and as its live fragment. */
export function OperationsState({ standing }: { standing: Standing }): Markup {
  const t = words(standing.language);
  const when = moments(standing);
  return (
    <>
      {standing.troubles.length > 0 && (
        <Banner kind="danger" title={t('troubleTitle')}>
          {standing.troubles.map((line) => (
            <p>{line}</p>
          ))}
        </Banner>
      )}
      {standing.disk && standing.disk.free < lowSpace && (
        <Banner kind="warning">
          <p>{t('diskLow')}</p>
        </Banner>
      )}
      {standing.quietUntil && (
        <Banner kind="info">
          <p>{t('quiet', { until: when(standing.quietUntil) })}</p>
        </Banner>
      )}
      {standing.lines.length > 0 && <Checks standing={standing} />}
      <Channels standing={standing} />
      {standing.providers.length > 0 && <Providers standing={standing} />}
      <Messages standing={standing} />
      <System standing={standing} />
    </>
  );
}

const levelTag = { ok: 'ok', warn: 'wait', fail: 'late' } as const;

function Checks({ standing }: { standing: Standing }): Markup {
  const t = words(standing.language);
  return (
    <SummaryList
      rows={standing.lines.map((line) => ({
        key: line.title,
        value: (
          <>
            <Tag kind={levelTag[line.level]} text={t(`check_${line.level}`)} />{' '}
            {line.href ? <a href={line.href}>{line.text}</a> : line.text}
          </>
        ),
      }))}
    />
  );
}

function Channels({ standing }: { standing: Standing }): Markup {
  const t = words(standing.language);
  const when = moments(standing);
  const columns = ['channel', 'state', 'queue', 'oldest', 'lastSuccess', 'errorRate', 'lastError'] as const;
  return (
    <DataTable
      caption={t('channels')}
      columns={[
        ...columns.map((key) => ({ key, text: t(key), numeric: key === 'queue' })),
        ...(standing.mayTurnChannels ? [{ key: 'actions', text: t('actions'), hidden: true }] : []),
      ]}
      rows={standing.channels.map((row) => ({
        cells: {
          channel: t(row.name),
          state: <ChannelState row={row} standing={standing} />,
          queue: queueInWords(row.queued, standing.language),
          oldest: when(row.oldestAt),
          lastSuccess: when(row.lastSuccessAt),
          errorRate: errorRateInWords(row, standing.language),
          lastError: row.lastError ? (
            <>
              {when(row.lastErrorAt)} <br />
              {errorInWords(row.lastError, standing.language)}
            </>
          ) : (
            when(null)
          ),
          actions: (
            <Button
              kind="second"
              href={channelActPath(row.name, row.pausedAt ? 'resume' : 'pause')}
              text={t(row.pausedAt ? 'resume' : 'pause')}
              hiddenText={t(row.name)}
            />
          ),
        },
      }))}
      empty={{ title: t('channels'), text: t('never') }}
    />
  );
}

function Providers({ standing }: { standing: Standing }): Markup {
  const t = words(standing.language);
  const when = moments(standing);
  return (
    <>
      <DataTable
        caption={t('providers')}
        columns={[
          { key: 'provider', text: t('provider') },
          { key: 'waiting', text: t('queue'), numeric: true },
          { key: 'until', text: t('providerUntil') },
        ]}
        rows={standing.providers.map(({ provider, waiting, until }) => ({
          cells: { provider, waiting: queueInWords(waiting, standing.language), until: when(until) },
        }))}
        empty={{ title: t('providers'), text: t('never') }}
      />
      <p>{t('providersText')}</p>
    </>
  );
}

function ChannelState({ row, standing }: { row: ChannelRow; standing: Standing }): Markup {
  const t = words(standing.language);
  if (row.pausedAt) {
    return (
      // One box: on a phone the cell lays its children out side by side.
      <div>
        <Tag kind="wait" text={t('paused')} /> {pauseInWords(row.pausedReason, standing.language)}
        <br />
        {row.alertsPausedAt ? (
          <Tag kind="late" text={t('alertsHeld')} />
        ) : (
          <>
            {t('alertsGoOn')}{' '}
            {standing.mayTurnChannels && <a href={channelActPath(row.name, 'pause')}>{t('holdAlerts')}</a>}
          </>
        )}
      </div>
    );
  }
  if (!standing.configured[row.name]) return <Tag kind="neutral" text={t('missing')} />;
  return inTrouble(row) ? <Tag kind="late" text={t('troubled')} /> : <Tag kind="ok" text={t('running')} />;
}

function Messages({ standing }: { standing: Standing }): Markup {
  const t = words(standing.language);
  const when = moments(standing);
  return (
    <>
      <DataTable
        caption={t('messages')}
        columns={[
          { key: 'message', text: t('message') },
          { key: 'office', text: t('office') },
          { key: 'state', text: t('state') },
          { key: 'release', text: t('release') },
          { key: 'progress', text: t('progress'), numeric: true },
          { key: 'actions', text: t('actions'), hidden: true },
        ]}
        rows={standing.messages.map((message) => ({
          cells: {
            message: `${t(`purpose_${message.purpose}` as 'purpose_notice')} ${message.id}`,
            office: message.office,
            state: message.pausedAt ? <Tag kind="wait" text={t('paused')} /> : messageState(message, t),
            release: when(message.releaseAt),
            progress: `${number(message.settled, standing.language)} / ${number(
              message.expanded ? message.total : Math.max(message.total, message.frozenSize),
              standing.language,
            )}`,
            actions: (
              <Button
                kind="second"
                href={messageActPath(message.id, message.pausedAt ? 'resume' : 'pause')}
                text={t(message.pausedAt ? 'resume' : 'pause')}
                hiddenText={`${message.id}`}
              />
            ),
          },
        }))}
        empty={{ title: t('noMessages'), text: t('noMessagesText') }}
      />
      {standing.more && (
        <p>
          <a href={standing.more}>{t('more')}</a>
        </p>
      )}
    </>
  );
}

function messageState(message: RunningMessage, t: ReturnType<typeof words>): string {
  if (message.state === 'waiting') return t('state_waiting');
  return t(message.state === 'expanding' ? 'state_expanding' : 'state_sending');
}

function System({ standing }: { standing: Standing }): Markup {
  const { database, disk, language } = standing;
  const t = words(language);
  const when = moments(standing);
  const facts = {
    version: database.version.split(' ')[0] ?? '',
    size: bytes(database.bytes),
    connections: database.connections,
    since: when(database.startedAt),
  };
  return (
    <>
      <h2>{t('system')}</h2>
      <SummaryList
        rows={[
          { key: t('database'), value: t('databaseText', facts) },
          ...(disk
            ? [{ key: t('disk'), value: t('diskText', { free: bytes(disk.free), total: bytes(disk.total) }) }]
            : []),
        ]}
      />
      <DataTable
        caption={t('workers')}
        columns={[
          { key: 'worker', text: t('worker') },
          { key: 'started', text: t('started') },
          { key: 'seen', text: t('seen') },
          { key: 'interruption', text: t('interruption') },
        ]}
        rows={standing.workers.map((worker) => ({
          cells: {
            worker: `${worker.host} ${worker.processId}`,
            started: when(worker.startedAt),
            seen: when(worker.seenAt),
            interruption: worker.trouble
              ? t('interruptionText', {
                  from: when(worker.troubleFrom),
                  until: when(worker.troubleUntil),
                  words: worker.trouble,
                })
              : t('never'),
          },
        }))}
        empty={{ title: t('noWorkers'), text: t('noWorkersText') }}
      />
    </>
  );
}

function moments({ language, zone }: Standing): (moment: Date | null) => string {
  return (moment) => (moment ? momentInWords(moment, language, zone) : words(language)('never'));
}

/** What people write as the reason stays as it is; Belfry's own are words of messages.ts. */
function pauseInWords(reason: string | null, language: Language): string {
  return reason === 'restored' ? words(language)('heldByRestore') : (reason ?? '');
}

function bytes(count: number): string {
  const gigabytes = count / 1024 ** 3;
  return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.round(count / 1024 ** 2)} MB`;
}
