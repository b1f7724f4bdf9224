/** Figures of a published notice: the countdown in which it can be stopped, the meter, the table by school or class. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { LiveEnd } from '#ui/live/live.tsx';
import { Meter } from '#ui/meter/meter.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Cell, type Cells, smallest } from '../model/figures.ts';
import { noticePath, roomPath } from '../paths.ts';
import { cellText, count, Desk, say, type View } from './frame.tsx';

export type ProgressRow = { id: number; name: string; cells: Cells; href?: string };

export type ProgressView = {
  noticeId: number;
  asks: boolean;
  /** A reply is asked for; who was told in person is reached, and still reminded of it. */
  slip: boolean;
  /** Some were told in person and have still to reply. */
  replyDue: boolean;
  /** Seconds in which it can still be stopped; null when they have passed. */
  countdown: number | null;
  mayStop: boolean;
  /** One person published it: stopped, it is a draft again. */
  toDraft: boolean;
  settled: boolean;
  queued: number;
  /** Who gets it with the daily mail, and when that leaves. */
  held: { people: number; at: string } | null;
  joined: number;
  /** Who chose not to receive this kind. */
  refusing: number;
  total: Cells;
  /** For the bar: shares of all people. */
  shares: { reached: number; delivered: number; failed: number };
  /** Of the rows these: a page shows a hundred at most. */
  rows: ProgressRow[];
  /** Of the address of this page of rows: empty for the first. */
  query: string;
  /** How many rows there are in all. */
  allRows: number;
  firstHref?: string | undefined;
  nextHref?: string | undefined;
  reasons: { text: string; n: number }[];
  remind: { people: Cell; href: string } | null;
  paperHref: string | null;
  exports: boolean;
  reminder: { text: string; stoppable: boolean } | null;
};

/** Of a slip, those reached are who replied and who was told; how many replied stands with the replies. */
export const reachedWord = (slip: boolean) => (slip ? 'repliedOrTold' : 'acknowledged');

/** The sum over all rows. */
function Sums({ view, progress }: { view: View; progress: ProgressView }): Markup {
  const t = say(view);
  const { total, asks, slip } = progress;
  return (
    <Figures
      items={[
        { value: cellText(view, total.people), text: t('people') },
        { value: cellText(view, total.delivered), text: t('delivered'), kind: 'info' },
        ...(asks
          ? [{ value: cellText(view, total.acknowledged), text: t(reachedWord(slip)), kind: 'ok' as const }]
          : []),
        { value: cellText(view, total.failed), text: t('failed'), kind: 'late' },
        { value: cellText(view, total.unreachable), text: t('byNone'), kind: 'wait' },
        { value: cellText(view, total.left), text: t('left') },
      ]}
    />
  );
}

/** The part that is refreshed while it goes out. */
export function Progress({ view, progress }: { view: View; progress: ProgressView }): Markup {
  const t = say(view);
  const { noticeId, asks, slip } = progress;
  if (progress.countdown !== null) return <Countdown view={view} progress={progress} />;
  return (
    <>
      <Meter
        label={t('meter')}
        legend
        parts={[
          ...(asks ? [{ kind: 'ok' as const, share: progress.shares.reached, text: t(reachedWord(slip)) }] : []),
          {
            kind: asks ? ('info' as const) : ('ok' as const),
            share: progress.shares.delivered,
            text: t(asks ? 'deliveredOnly' : 'delivered'),
          },
          { kind: 'late', share: progress.shares.failed, text: t('notReached') },
        ]}
      />
      <Sums view={view} progress={progress} />
      {progress.replyDue && <Meta>{t('someReplyDue')}</Meta>}
      {progress.queued > 0 && <p role="status">{t('sending', { n: count(view, progress.queued) })}</p>}
      {progress.held && (
        <p role="status">
          {t('heldForDaily', {
            n: progress.held.people < smallest ? t('few') : count(view, progress.held.people),
            at: progress.held.at,
          })}
        </p>
      )}
      {progress.joined > 0 && (
        <Meta>{t('joinedLate', { n: progress.joined < smallest ? t('few') : count(view, progress.joined) })}</Meta>
      )}
      {progress.refusing > 0 && (
        <Meta>{t('refusing', { n: progress.refusing < smallest ? t('few') : count(view, progress.refusing) })}</Meta>
      )}
      {progress.reasons.length > 0 && (
        <Details summary={t('failureReasons')}>
          <div class="prose">
            <ul>
              {progress.reasons.map(({ text, n }) => (
                <li>
                  {text}: {n < 5 ? t('few') : count(view, n)}
                </li>
              ))}
            </ul>
          </div>
        </Details>
      )}
      <Actions>
        {progress.remind && (
          <Button
            href={progress.remind.href}
            text={slip ? t('remindReplies') : t('remindN', { n: cellText(view, progress.remind.people) })}
          />
        )}
        {progress.paperHref && <Button kind="second" href={progress.paperHref} text={t('paperList')} />}
        {progress.exports && (
          <Button kind="second" href={roomPath('xlsx', noticeId)} text={t('downloadXlsx')} download />
        )}
        {progress.exports && <Button kind="second" href={roomPath('csv', noticeId)} text={t('downloadCsv')} download />}
      </Actions>
      {progress.reminder && (
        <Banner kind="info">
          <p>{progress.reminder.text}</p>
          {progress.reminder.stoppable && (
            <form method="post" action={roomPath('stop', noticeId)}>
              <Button kind="danger" name="what" value="reminder" text={t('stopReminder')} />
            </form>
          )}
        </Banner>
      )}
      <Table view={view} progress={progress} by="school" />
      {progress.settled && !progress.reminder?.stoppable && <LiveEnd />}
    </>
  );
}

function Countdown({ view, progress }: { view: View; progress: ProgressView }): Markup {
  const t = say(view);
  return (
    <>
      <Banner kind="warning" title={t('stopTitle', { n: progress.countdown ?? 0 })}>
        <p>{t(progress.toDraft ? 'stopTextDraft' : 'stopText')}</p>
        {progress.mayStop && (
          <form method="post" action={roomPath('stop', progress.noticeId)}>
            <Button kind="danger" text={t('stop')} />
          </form>
        )}
      </Banner>
      {progress.countdown === 0 && <LiveEnd reload />}
    </>
  );
}

type TableProps = { view: View; progress: ProgressView; by: 'school' | 'class' };

function Table({ view, progress, by }: TableProps): Markup {
  const t = say(view);
  const { asks, rows, total, slip } = progress;
  const { firstHref, nextHref } = progress;
  const figures = (cells: Cells) => ({
    people: cellText(view, cells.people),
    delivered: cellText(view, cells.delivered),
    acknowledged: cellText(view, cells.acknowledged),
    left: cellText(view, cells.left),
  });
  return (
    <>
      <DataTable
        caption={t(by === 'school' ? 'bySchool' : 'byClass')}
        columns={[
          { key: 'name', text: t(by === 'school' ? 'school' : 'class') },
          { key: 'people', text: t('people'), numeric: true },
          { key: 'delivered', text: t('delivered'), numeric: true },
          ...(asks ? [{ key: 'acknowledged', text: t(reachedWord(slip)), numeric: true }] : []),
          { key: 'left', text: t('left'), numeric: true },
          { key: 'situation', text: t('situation') },
        ]}
        rows={rows.map((row) => ({
          href: row.href,
          cells: {
            name: row.name,
            ...figures(row.cells),
            situation: <Situation view={view} cells={row.cells} asks={asks} />,
          },
        }))}
        totals={{
          name: t(by === 'school' ? 'schools' : 'classes', { n: progress.allRows }),
          ...figures(total),
          situation: '',
        }}
        empty={{ title: t('notYetExpanded'), text: t('notYetExpandedText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={firstHref}
        previousText={t('toFirst')}
        nextHref={nextHref}
        nextText={t('nextPage')}
      />
    </>
  );
}

function Situation({ view, cells, asks }: { view: View; cells: Cells; asks: boolean }): Markup {
  const t = say(view);
  const stuck = [cells.failed, cells.unreachable].reduce((sum, cell) => sum + (cell.show === 'number' ? cell.n : 0), 0);
  if (stuck > 0) return <Tag kind="late" text={t('stuckN', { n: count(view, stuck) })} />;
  const { left } = cells;
  if (left.show === 'few' || (left.show === 'number' && left.n === 0)) return <Tag kind="ok" text={t('fine')} />;
  // "At least n" stands in the column beside it.
  if (left.show !== 'number') return <Tag kind="wait" text={t(asks ? 'mostToAcknowledge' : 'mostToReach')} />;
  return <Tag kind="wait" text={t(asks ? 'toAcknowledge' : 'toReach', { n: cellText(view, left) })} />;
}

export type SchoolProps = {
  view: View;
  name: string;
  noticeId: number;
  school: string;
  schoolId: number;
  progress: ProgressView;
};

/** One school's part, by class. Figures below 5 are not shown. */
export function SchoolPage({ view, name, noticeId, school, schoolId, progress }: SchoolProps): Markup {
  const t = say(view);
  const query = `?school=${schoolId}`;
  return (
    <Desk view={view} title={school} trail={[{ href: noticePath(noticeId), text: name }]} wide>
      <PageHeading title={school} caption={name} meta={t('suppressedNote')} />
      <Sums view={view} progress={progress} />
      <Actions>
        {progress.paperHref && <Button kind="second" href={progress.paperHref} text={t('paperList')} />}
        <Button kind="second" href={roomPath('xlsx', noticeId) + query} text={t('downloadXlsx')} download />
        <Button kind="second" href={roomPath('csv', noticeId) + query} text={t('downloadCsv')} download />
      </Actions>
      <Table view={view} progress={progress} by="class" />
    </Desk>
  );
}
