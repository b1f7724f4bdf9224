/** How far a warning to families and staff is: the clock, each channel, each school. */
import { number } from '#platform/i18n.ts';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Live, LiveEnd } from '#ui/live/live.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Incident } from '../model/incident.ts';
import { type Send, type Shown, shownOf } from '../model/send.ts';
import { phoneListPath, sendLivePath, sendPath } from '../paths.ts';
import { DeskPage, moment, nameOf, trailOf, type View, who } from './frame.tsx';

export interface SendProgress {
  channels: readonly {
    channel: 'email' | 'sms' | 'push';
    progress: {
      state: string;
      paused: boolean;
      total: number;
      queued: number;
      delivered: number;
      failed: number;
      unknown: number;
      unreachable: number;
      stopped: number;
    };
    reasons: readonly { text: string; n: number }[];
  }[];
  reached: number;
  addressed: number;
  clock: { ms50: number | null; ms95: number | null; ms99: number | null };
  going: boolean;
  cut: 'replaced' | 'stopped' | null;
}

export interface SendShown {
  send: Send;
  /** Told by phone, and reached by no channel. */
  told: number;
  /** Null where nobody asked for it, or its rows are forgotten. */
  progress: SendProgress | null;
}

/** On the page of the incident: the latest with its figures, those before as links. */
export function Sends({
  view,
  incident,
  sends,
}: {
  view: View;
  incident: Incident;
  sends: readonly SendShown[];
}): Markup {
  const { t } = view;
  const [latest, ...earlier] = sends;
  if (!latest) return <></>;
  return (
    <section id="sends">
      <h2>{t('sends')}</h2>
      <p>
        <a href={sendPath(incident.id, latest.send.alertId)}>{headingOf(view, latest.send)}</a>
      </p>
      <Live href={sendLivePath(incident.id, latest.send.alertId)} everySeconds={2}>
        <SendPanel view={view} shown={latest} />
      </Live>
      {earlier.length > 0 && (
        <ul class="plain">
          {earlier.map(({ send }) => (
            <li>
              <a href={sendPath(incident.id, send.alertId)}>{headingOf(view, send)}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function headingOf(view: View, send: Send): string {
  const { t } = view;
  return t('sendHeading', {
    word: t(`send_${send.kind}`),
    when: moment(view, send.at),
    who: who(view, send.accountId),
  });
}

/** What changes by itself: rendered in the page and as its live fragment. */
export function SendPanel({ view, shown }: { view: View; shown: SendShown }): Markup {
  const { t, language } = view;
  const { send, progress } = shown;
  const clock = progress?.clock ?? send;
  const reached = progress ? shownIn(view, shownOf(progress.reached, progress.addressed)) : kept(view, send);
  return (
    <>
      <p role="status">
        <State view={view} progress={progress} />
      </p>
      <Figures
        items={[
          { value: reached, text: t('sendReached'), kind: 'ok' },
          ...(shown.told > 0 ? [{ value: shownIn(view, shownOf(shown.told, send.people)), text: t('sendTold') }] : []),
          ...([50, 95, 99] as const).map((percent) => ({
            value: duration(view, clock[`ms${percent}`]),
            text: t('warningFact', { key: t('sendClock'), value: t('sendShare', { n: percent }) }),
          })),
        ]}
      />
      {progress && (
        <DataTable
          caption={t('channel')}
          captionHidden
          columns={[
            { key: 'channel', text: t('channel') },
            ...(['Total', 'Delivered', 'Queued', 'Failed', 'Stopped'] as const).map((key) => ({
              ...{ key, text: t(`channel${key}`), numeric: true },
            })),
          ]}
          rows={progress.channels.map(({ channel, progress: now }) => {
            const failed = now.failed + now.unknown + now.unreachable;
            const cell = (value: number) => shownIn(view, shownOf(value, now.total));
            return {
              cells: {
                channel: (
                  <>
                    {t(`channel_${channel}`)} {now.paused && <Tag kind="late" text={t('channelPaused')} />}
                  </>
                ),
                Total: number(now.total, language),
                Delivered: cell(now.delivered),
                Queued: number(now.queued, language),
                Failed: cell(failed),
                Stopped: cell(now.stopped),
              },
            };
          })}
          empty={{ title: t('sendNotYet'), text: '' }}
        />
      )}
      {progress?.channels.some((one) => one.reasons.length > 0) && (
        <Details summary={t('sendReasons')}>
          <ul>
            {progress.channels.flatMap(({ channel, reasons }) =>
              reasons.map(({ text, n }) => (
                <li>
                  {t(`channel_${channel}`)} · {text}: {n < 5 ? t('few') : number(n, language)}
                </li>
              )),
            )}
          </ul>
        </Details>
      )}
      {!progress?.going && <LiveEnd />}
    </>
  );
}

function State({ view: { t }, progress }: { view: View; progress: SendProgress | null }): Markup {
  if (progress?.going) return <Tag kind="wait" text={t('sendGoing')} />;
  if (progress?.cut) return <Tag kind="neutral" text={t(`sendCut_${progress.cut}`)} />;
  return <Tag kind="ok" text={t('sendEnded')} />;
}

function kept(view: View, send: Send): string {
  return send.reached === null ? view.t('sendNotYet') : shownIn(view, shownOf(send.reached, send.people));
}

function shownIn({ t, language }: View, shown: Shown): string {
  if (shown.show === 'few') return t('few');
  const n = number(shown.n, language);
  return shown.show === 'least' ? t('least', { n }) : n;
}

/** `1.8 s`, `2 min 5 s`. */
function duration({ t, language }: View, ms: number | null): string {
  if (ms === null) return t('sendNotYet');
  if (ms < 60_000) return t('sendSeconds', { s: number(Math.round(ms / 100) / 10, language) });
  const seconds = Math.round(ms / 1000);
  return t('sendMinutes', { m: Math.floor(seconds / 60), s: seconds % 60 });
}

export function SendPage(props: {
  view: View;
  incident: Incident;
  shown: SendShown;
  rows: readonly { name: string; people: number; reached: number; told: number }[];
  /** Sees names, of the own class or school. */
  mayPhone: boolean;
}): Markup {
  const { view, incident, shown, rows, mayPhone } = props;
  const { t, language } = view;
  return (
    <DeskPage view={view} title={t('sendTitle')} incident={incident} trail={trailOf(view, incident)}>
      <PageHeading title={t('sendTitle')} caption={nameOf(view, incident)} meta={headingOf(view, shown.send)} />
      <Live href={sendLivePath(incident.id, shown.send.alertId)} everySeconds={2}>
        <SendPanel view={view} shown={shown} />
      </Live>
      {rows.length > 0 && (
        <section>
          <h2>{t('sendAll')}</h2>
          <DataTable
            caption={t('sendAll')}
            captionHidden
            columns={[
              { key: 'school', text: t('previewSchool') },
              { key: 'people', text: t('people'), numeric: true },
              { key: 'reached', text: t('sendReached'), numeric: true },
              { key: 'left', text: t('sendUnreached'), numeric: true },
            ]}
            rows={rows.map((row) => ({
              cells: {
                school: <span lang="zh-CN">{row.name}</span>,
                people: number(row.people, language),
                reached: shownIn(view, shownOf(row.reached, row.people)),
                left: shownIn(view, shownOf(Math.max(0, row.people - row.reached - row.told), row.people)),
              },
            }))}
            empty={{ title: '', text: '' }}
          />
          <p class="meta">
            {t('sendUnreachedHint')} {mayPhone && <a href={phoneListPath}>{t('phoneTitle')}</a>}
          </p>
        </section>
      )}
    </DeskPage>
  );
}
