/** The board of an open roll call: figures by school and class, never a name. */

import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Live } from '#ui/live/live.tsx';
import { Progress } from '#ui/progress/progress.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Incident } from '../../model/incident.ts';
import { DeskPage, moment, nameOf, Troubles, trailOf, type View } from '../../pages/frame.tsx';
import { type Counts, type RollCall, sum } from '../model/roll-call.ts';
import { boardLive, boardPath, callersRoom, closeRollRoom, remindRoom, rollsPath } from '../paths.ts';

export type ClassRow = Counts & { classId: number; name: string; schoolId: number; school: string };

/** Classes that are not complete, on the board; all of them stand below. */
const mostShown = 60;

export interface BoardProps {
  view: View;
  incident: Incident;
  roll: RollCall;
  classes: readonly ClassRow[];
  notes: readonly { classId: number; className: string; school: string; text: string }[];
  leads: boolean;
  sentAt: Date | null;
  troubles: readonly Trouble[];
}

export function BoardPage(props: BoardProps): Markup {
  const { view, incident, roll } = props;
  const { t } = view;
  const title = t('rollBoard');
  const trail = [...trailOf(view, incident), { href: rollsPath(incident.id), text: t('roll') }];
  return (
    <DeskPage view={view} title={title} incident={incident} trail={trail}>
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading
        title={title}
        caption={nameOf(view, incident)}
        meta={`${t('rollOpened')} ${moment(view, roll.openedAt)} · ${
          roll.closedAt === null
            ? t('rollEnds', { when: moment(view, roll.endsAt) })
            : t('rollClosedAt', { when: moment(view, roll.closedAt) })
        }`}
      />
      {roll.closedAt === null ? <Running {...props} /> : <Board {...props} />}
      <ByClass {...props} />
    </DeskPage>
  );
}

function Running(props: BoardProps): Markup {
  const { view, incident, roll } = props;
  const { t } = view;
  return (
    <>
      <Live href={boardLive.path(incident.id, roll.id)} everySeconds={5}>
        <Board {...props} />
      </Live>
      <noscript>
        <p>
          <a href={boardPath(incident.id, roll.id)}>{t('rollReload')}</a>
        </p>
      </noscript>
      <h2>{t(props.leads ? 'rollRemind' : 'rollCallers')}</h2>
      {props.leads ? (
        <form method="post" action={remindRoom.path(incident.id, roll.id)}>
          <p class="meta">
            {t('rollRemindHint')}
            {props.sentAt && ` ${t('rollReminded', { when: moment(view, props.sentAt) })}`}
          </p>
          <Actions>
            <Button kind="second" text={t('rollRemind')} />
            <Button kind="second" href={callersRoom.path(incident.id, roll.id)} text={t('rollCallers')} />
            <Button kind="danger" href={closeRollRoom.path(incident.id, roll.id)} text={t('rollClose')} />
          </Actions>
        </form>
      ) : (
        <Actions>
          <Button kind="second" href={callersRoom.path(incident.id, roll.id)} text={t('rollCallers')} />
        </Actions>
      )}
    </>
  );
}

const columnsOf = (t: View['t'], first: string) => [
  { key: 'name', text: first },
  ...(['help', 'open', 'safe', 'absent', 'asked'] as const).map((key) => ({
    key,
    text: t(`roll_${key}`),
    numeric: true,
  })),
];

function cells(name: string, counts: Counts, school?: string) {
  return {
    marked: counts.help > 0,
    cells: {
      name: (
        <div lang="zh-CN">
          {name}
          {school && <div class="meta">{school}</div>}
        </div>
      ),
      asked: counts.asked,
      safe: counts.safe,
      help: counts.help > 0 ? <strong>{counts.help}</strong> : 0,
      absent: counts.absent,
      open: counts.open,
    },
  };
}

function bySchool(classes: readonly ClassRow[]) {
  return [...Map.groupBy(classes, (row) => row.schoolId).values()].map((rows) => ({
    name: rows[0]?.school ?? '',
    rows,
    counts: sum(rows),
  }));
}

/** Every class by its school. Not in the part that renews itself, which would close what the reader has opened. */
function ByClass({ view, incident, roll, classes }: BoardProps): Markup {
  const { t } = view;
  return (
    <>
      <h2>{t('rollByClass')}</h2>
      {roll.closedAt === null && (
        <p class="meta">
          {t('rollAsOf', { when: moment(view, view.now) })}{' '}
          <a href={boardPath(incident.id, roll.id)}>{t('rollReload')}</a>
        </p>
      )}
      {bySchool(classes).map(({ name, rows, counts }) => (
        <Details summary={`${name} · ${t('rollBoardProgress', { n: counts.asked - counts.open, all: counts.asked })}`}>
          <DataTable
            caption={name}
            captionHidden
            narrow="scroll"
            columns={columnsOf(t, t('rollClass'))}
            rows={rows.map((row) => cells(row.name, row))}
            empty={{ title: '', text: '' }}
          />
        </Details>
      ))}
    </>
  );
}

/** What keeps itself fresh; of a closed one the totals. */
export function Board({ view, roll, classes, notes }: BoardProps): Markup {
  const { t } = view;
  const all = sum(classes);
  const answered = all.asked - all.open;
  const schools = bySchool(classes);
  const columns = (first: string) => columnsOf(t, first);
  const incomplete = classes
    .filter((row) => row.open > 0 || row.help > 0)
    .sort((one, other) => other.help - one.help || other.open - one.open || one.classId - other.classId);
  return (
    <>
      <Figures
        items={[
          { value: all.help, text: t('roll_help'), kind: all.help > 0 ? 'late' : 'neutral' },
          { value: all.open, text: t('roll_open'), kind: all.open > 0 ? 'wait' : 'neutral' },
          { value: all.safe, text: t('roll_safe'), kind: 'ok' },
          { value: all.absent, text: t('roll_absent') },
        ]}
      />
      <Progress
        label={t('rollBoard')}
        value={answered}
        max={Math.max(1, all.asked)}
        text={t('rollBoardProgress', { n: answered, all: all.asked })}
      />
      {notes.length > 0 && (
        <section>
          <h2>{t('rollNotes')}</h2>
          <p class="meta">{t('rollNotesHint')}</p>
          <DataTable
            caption={t('rollNotes')}
            captionHidden
            columns={[
              { key: 'class', text: t('rollClass') },
              { key: 'text', text: t('rollNoteText') },
            ]}
            rows={notes.map((one) => ({
              cells: {
                class: <span lang="zh-CN">{[one.school, one.className].filter(Boolean).join(' · ')}</span>,
                text: one.text,
              },
            }))}
            empty={{ title: '', text: '' }}
          />
        </section>
      )}
      <h2>{t('rollBySchool')}</h2>
      <DataTable
        caption={t('rollBySchool')}
        captionHidden
        narrow="scroll"
        columns={columns(t('statusSchool'))}
        rows={schools.map(({ name, counts }) => cells(name, counts))}
        totals={{ ...cells('', all).cells, name: t('rollTotal') }}
        empty={{ title: t('rollNoClasses'), text: '' }}
      />
      {roll.closedAt === null && (
        <>
          <h2>{t('rollIncomplete')}</h2>
          <DataTable
            caption={t('rollIncomplete')}
            captionHidden
            narrow="scroll"
            columns={columns(t('rollClass'))}
            rows={incomplete.slice(0, mostShown).map((row) => cells(row.name, row, row.school))}
            empty={{ title: t('rollComplete'), text: t('rollCompleteText') }}
          />
          {incomplete.length > mostShown && <p class="meta">{t('rollMore', { n: incomplete.length - mostShown })}</p>}
        </>
      )}
    </>
  );
}
