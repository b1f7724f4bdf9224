/** How a slip was answered, in figures: a chart that is a table. Figures from 1 to 4 are not shown. */
import { Actions } from '#ui/actions/actions.tsx';
import { Bars } from '#ui/bars/bars.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import type { Cell } from '../../model/figures.ts';
import { asCounted, cellText, count, Desk, day, say, type View } from '../../pages/frame.tsx';
import { noticePath } from '../../paths.ts';
import { differing, type Shown } from '../model/figures.ts';
import { type Question, type Slip, wordedFor } from '../model/slip.ts';
import { namesPath, repliesExportPath } from '../paths.ts';

export type TotalsProps = {
  view: View;
  noticeId: number;
  name: string;
  office: string;
  main: string;
  slip: Slip;
  deadlineOn: string;
  wanted: Cell;
  answered: Cell;
  left: Cell;
  /** By question, in order; null: nothing may be shown yet. */
  shown: Shown[] | null;
  /** When the answers to a large notice were counted; null: just now. */
  countedAt: Date | null;
  /** The own school's office sees names. */
  names: boolean;
};

export function TotalsPage(props: TotalsProps): Markup {
  const { view, noticeId, slip, shown } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('replies')} trail={[{ href: noticePath(noticeId), text: props.name }]} wide>
      <PageHeading
        title={t('replies')}
        caption={[props.name, props.office].filter(Boolean).join(' · ')}
        meta={[t('until', { day: day(view, props.deadlineOn) }), t(`repliesMeta_${slip.per}`)].join(' · ')}
      />
      <Figures
        items={[
          { value: cellText(view, props.wanted), text: t(`wanted_${slip.per}`) },
          { value: cellText(view, props.answered), text: t('answeredN'), kind: 'ok' },
          { value: cellText(view, props.left), text: t('unansweredN'), kind: 'wait' },
        ]}
      />
      <p class="meta">{`${t('repliesCounted')}${asCounted(view, props.countedAt)} ${t('suppressedNote')}`}</p>
      {shown === null ? (
        <EmptyState title={t('fewRepliesTitle')} text={t('fewReplies')} />
      ) : (
        slip.questions.map((question, index) => (
          <QuestionTotals {...props} question={question} figures={shown[index] as Shown} />
        ))
      )}
      <Actions>
        {props.names && <Button href={namesPath(noticeId)} text={t('byName')} />}
        <Button kind="second" href={repliesExportPath('xlsx', noticeId)} text={t('downloadXlsx')} download />
        <Button kind="second" href={repliesExportPath('csv', noticeId)} text={t('downloadCsv')} download />
      </Actions>
    </Desk>
  );
}

function QuestionTotals(props: TotalsProps & { question: Question; figures: Shown }): Markup {
  const { view, question, figures, main } = props;
  const t = say(view);
  const words = wordedFor(question.text, view.language, main);
  const unit = wordedFor(question.unit, view.language, main);
  const most = Math.max(1, ...figures.rows.map((row) => lengthOf(row.cell) ?? 0));
  return (
    <section>
      <h2>{words}</h2>
      <p class="meta">
        {[t(`kindOf_${question.kind}`), t('answersTo', { n: cellText(view, figures.n) })].join(' · ')}
        {figures.sum !== null && ` · ${t('sumOf', { sum: count(view, figures.sum), unit })}`}
      </p>
      {figures.rows.length > 0 ? (
        <Bars
          caption={words}
          columns={{ name: t('option'), share: t('share'), value: t('times') }}
          rows={figures.rows.map((row) => {
            const length = lengthOf(row.cell);
            return {
              name: valueInWords(view, question, row.value, main),
              share: length === null ? null : length / most,
              value: cellText(view, row.cell),
            };
          })}
        />
      ) : (
        <p>{t(question.kind === 'text' || question.kind === 'file' ? 'onlyByName' : 'notSpread')}</p>
      )}
    </section>
  );
}

/** A bar says no more than its number. */
function lengthOf(cell: Cell): number | null {
  return cell.show === 'number' || cell.show === 'least' ? cell.n : null;
}

/** The option, number, day or consent that was counted. */
export function valueInWords(view: View, question: Question, value: string, main: string): string {
  const t = say(view);
  if (value === differing) return t('differs');
  if (question.kind === 'consent') return t(value === 'agree' ? 'yes' : 'no');
  if (question.options) return wordedFor(question.options[Number(value)], view.language, main);
  return question.kind === 'date'
    ? day(view, value)
    : `${value} ${wordedFor(question.unit, view.language, main)}`.trim();
}
