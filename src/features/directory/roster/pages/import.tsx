import { momentInWords, number } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Difference } from '#ui/diff/diff.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Live, LiveEnd } from '#ui/live/live.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { Progress } from '#ui/progress/progress.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { paths } from '../../paths.ts';
import { sheetPaths } from '../../sheet/paths.ts';
import { sayProblem } from '../messages.ts';
import {
  type Change,
  type Counts,
  changes,
  changesNothing,
  kinds,
  largeRemovals,
  type Problem,
  type RosterImport,
} from '../model.ts';
import { rosterPaths } from '../paths.ts';
import { RemovalList } from './confirm.tsx';
import { NoteList, type RosterFrame, RosterPage, startOf, stateTags, whoAndWhen } from './frame.tsx';

interface ImportProps {
  frame: RosterFrame;
  row: RosterImport;
  problems: readonly (Problem & { id: number })[];
  nextAfter?: number;
  after?: number;
  troubles?: readonly Trouble[];
}

/** One import, in whatever state it is. */
export function ImportPage({ frame, row, problems, nextAfter, after, troubles }: ImportProps): Markup {
  const { t, language, zone } = frame;
  const title = t('importTitle', { id: row.id });
  const busy = row.state === 'staging' || row.state === 'applying';
  const decided = row.decidedByName && row.finishedAt;
  return (
    <RosterPage frame={frame} title={title} troubles={troubles} refreshSeconds={busy ? 3 : undefined}>
      <PageHeading
        title={title}
        caption={[row.fileName, whoAndWhen(frame, row.accountName, row.startedAt)].filter(Boolean).join(' · ')}
        meta={
          <>
            <Tag kind={stateTags[row.state]} text={t(`state_${row.state}`)} />
            {decided && (
              <>
                {' '}
                {t('decidedBy', {
                  who: row.decidedByName as string,
                  when: momentInWords(row.finishedAt as Date, language, zone),
                })}
              </>
            )}
          </>
        }
      />
      {busy && (
        <Live href={rosterPaths.progress(row.id)} everySeconds={2}>
          <ImportProgress frame={frame} row={row} />
        </Live>
      )}
      {outcome(frame, row)}
      {row.state === 'refused' && <Problems {...{ frame, row, problems, nextAfter, after }} />}
      {Object.keys(row.counts).length > 0 && !busy && <Counted frame={frame} row={row} counts={row.counts as Counts} />}
      <NoteList frame={frame} notes={row.notes} />
    </RosterPage>
  );
}

/** The piece that keeps itself fresh. */
export function ImportProgress({ frame, row }: { frame: RosterFrame; row: RosterImport }): Markup {
  const { t } = frame;
  const { file, done = 0, total = 0, step } = row.progress;
  const percent = total === 0 ? 0 : Math.floor((done / total) * 100);
  const text =
    row.state === 'applying'
      ? t('applying')
      : step === 'read'
        ? t('reading', { file: file ?? '', percent })
        : t('comparing');
  const busy = row.state === 'staging' || row.state === 'applying';
  return (
    <>
      <Progress
        label={t('progressLabel')}
        value={row.state === 'staging' && step === 'read' ? percent : 100}
        max={100}
        text={text}
      />
      <p class="meta">{t('mayLeave')}</p>
      {!busy && <LiveEnd reload />}
    </>
  );
}

function outcome(frame: RosterFrame, row: RosterImport): Content {
  const { t, language } = frame;
  if (row.state === 'refused') {
    return (
      <Banner kind="danger" title={t('refusedTitle')}>
        <p>{t(frame.sheet ? 'sheetRefusedText' : 'refusedText')}</p>
        <Button kind="second" href={startOf(frame)} text={t('another')} /> {again(frame)}
      </Banner>
    );
  }
  if (row.state === 'applied') {
    return (
      <Banner kind="success" title={t('appliedTitle')}>
        <p>{t('appliedText')}</p>
        <a href={paths.home()}>{t('toDirectory')}</a>
      </Banner>
    );
  }
  if (row.state === 'discarded' || row.state === 'failed') {
    return (
      <Banner kind={row.state === 'failed' ? 'warning' : 'info'} title={t('endedTitle')}>
        {row.reason && <p>{sayProblem(language, { key: row.reason, context: {} })}</p>}
        <a href={startOf(frame)}>{t('another')}</a> {again(frame)}
      </Banner>
    );
  }
  return undefined;
}

/** A sheet whose preview made room for another import is still there: it can be compared once more. */
function again({ sheet, t }: RosterFrame): Content {
  if (!sheet?.uploadId) return undefined;
  return <a href={sheetPaths.columns(sheet.uploadId)}>{t('sheetAgain')}</a>;
}

/** The difference in figures: all of it, then kind by kind; and what can be done. */
function Counted({ frame, row, counts }: { frame: RosterFrame; row: RosterImport; counts: Counts }): Markup {
  const { t, language } = frame;
  const ready = row.state === 'ready';
  if (ready && changesNothing(counts)) return <EmptyState title={t('nothingTitle')} text={t('nothingText')} />;
  const sum = (change: Change) =>
    number(
      kinds.reduce((all, kind) => all + counts[kind][change], 0),
      language,
    );
  const removals = largeRemovals(counts);
  return (
    <>
      <h2>{t('difference')}</h2>
      <Difference
        added={{ value: sum('added'), text: t('added') }}
        changed={{ value: sum('changed'), text: t('changed') }}
        left={{ value: sum('left'), text: t('left') }}
        refused={{ value: number(row.problems, language), text: t('refused') }}
      />
      <DataTable
        caption={t('difference')}
        captionHidden
        columns={[{ key: 'kind', text: t('kind') }, ...changes.map((key) => ({ key, text: t(key), numeric: true }))]}
        rows={kinds.map((kind) => ({
          cells: {
            kind: t(`kind_${kind}`),
            ...Object.fromEntries(
              changes.map((change) => {
                const value = number(counts[kind][change], language);
                const linked = ready && counts[kind][change] > 0;
                return [change, linked ? <a href={rosterPaths.changes(row.id, { kind, change })}>{value}</a> : value];
              }),
            ),
          },
        }))}
        empty={{ title: t('nothingTitle'), text: t('nothingText') }}
      />
      {ready && removals.length > 0 && (
        <Banner kind="warning" title={t('removalTitle')}>
          <RemovalList frame={frame} removals={removals} />
        </Banner>
      )}
      {ready && (
        <Actions>
          <Button href={rosterPaths.apply(row.id)} text={t('apply')} />
          <Button kind="second" href={rosterPaths.discard(row.id)} text={t('discard')} />
        </Actions>
      )}
    </>
  );
}

function Problems({ frame, row, problems, nextAfter, after }: ImportProps): Markup {
  const { t, language } = frame;
  return (
    <>
      <h2>{t('mistakes', { count: row.problems })}</h2>
      <DataTable
        caption={t('mistakesCaption')}
        captionHidden
        columns={[
          { key: 'what', text: t('whatToDo') },
          { key: 'where', text: t('where') },
          { key: 'row', text: t('row'), numeric: true },
          { key: 'column', text: t('column') },
        ]}
        rows={problems.map((problem) => ({
          cells: {
            where: problem.file || (frame.sheet ? row.fileName : 'ZIP'),
            row: problem.line === null ? '' : number(problem.line, language),
            column: problem.column ?? '',
            what: sayProblem(language, problem),
          },
        }))}
        empty={{ title: t('refusedTitle'), text: t('refusedText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={after ? rosterPaths.one(row.id) : undefined}
        previousText={t('first')}
        nextHref={nextAfter ? rosterPaths.one(row.id, { after: nextAfter }) : undefined}
        nextText={t('next')}
      />
    </>
  );
}
