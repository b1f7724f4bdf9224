/** For class teachers and callers: their classes, and one class on a phone in a minute. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextField } from '#ui/field/field.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { PrintLine } from '#ui/print-line/print-line.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Incident } from '../../model/incident.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, type View } from '../../pages/frame.tsx';
import { answers, type Counts, longestNote, type RollAnswer, type RollCall } from '../model/roll-call.ts';
import { ownRollsPath, rollClassPath } from '../paths.ts';

export interface OwnRow {
  rollId: number;
  classId: number;
  className: string;
  school: string;
  endsAt: Date;
  event: string;
  open: number;
  help: number;
}

export function OwnRollsPage({ view, rows }: { view: View; rows: readonly OwnRow[] }): Markup {
  const { t } = view;
  return (
    <DeskPage view={view} title={t('ownRolls')} width="narrow" outside>
      <PageHeading title={t('ownRolls')} />
      <p>{t('ownRollsLead')}</p>
      <DataTable
        caption={t('ownRolls')}
        captionHidden
        columns={[
          { key: 'class', text: t('rollClass') },
          { key: 'event', text: t('incident') },
          { key: 'state', text: t('rollState') },
          { key: 'ends', text: t('rollUntil') },
        ]}
        rows={rows.map((row) => ({
          href: rollClassPath(row.rollId, row.classId),
          marked: row.help > 0,
          cells: {
            class: <span lang="zh-CN">{[row.school, row.className].filter(Boolean).join(' · ')}</span>,
            event: row.event,
            state: (
              <>
                {row.open > 0 ? (
                  <Tag kind="wait" text={t('rollMissing', { n: row.open })} />
                ) : (
                  <Tag kind="ok" text={t('rollComplete')} />
                )}{' '}
                {row.help > 0 && <Tag kind="late" text={t('rollHelpN', { n: row.help })} />}
              </>
            ),
            ends: moment(view, row.endsAt),
          },
        }))}
        empty={{ title: t('ownRollsNone'), text: t('ownRollsNoneText') }}
      />
    </DeskPage>
  );
}

export interface ShownPupil {
  pupilId: number;
  name: string;
}

export interface ClassPageProps {
  view: View;
  incident: Incident;
  roll: RollCall;
  /** `own`: of the class teacher, who knows the whole class; whoever phones answers only for those they have reached. */
  class: { id: number; name: string; school: string; own: boolean };
  counts: Counts;
  /** Of whom nothing is known. */
  waiting: readonly ShownPupil[];
  /** `text` only for the incident's staff; `noted` says that there is one. */
  inNeed: readonly (ShownPupil & { text: string | null; noted: boolean })[];
  /** All of the class, to correct an answer; what was answered is not said. */
  everybody: readonly ShownPupil[];
  /** By pupil: who can be phoned. */
  phones: readonly { pupil: string; guardians: readonly { name: string; phone: string | null }[] }[];
  saved: { passedOver: number } | undefined;
  typed: Typed;
  troubles: readonly Trouble[];
}

export function ClassPage(props: ClassPageProps): Markup {
  const { view, incident, roll, counts, waiting, inNeed, saved, troubles } = props;
  const { t } = view;
  const title = [props.class.school, props.class.name].filter(Boolean).join(' · ');
  const trail = [{ href: ownRollsPath, text: t('ownRolls') }];
  return (
    <DeskPage view={view} title={title} width="narrow" incident={incident} trail={trail} outside>
      <Troubles t={t} troubles={troubles} />
      {saved && (
        <Banner kind={saved.passedOver > 0 ? 'warning' : 'success'} title={t('rollSaved')}>
          {saved.passedOver > 0 && <p>{t('rollPassedOver', { n: saved.passedOver })}</p>}
        </Banner>
      )}
      <PageHeading
        title={title}
        lang="zh-CN"
        caption={`${nameOf(view, incident)} · ${t('roll')}`}
        meta={t('rollEnds', { when: moment(view, roll.endsAt) })}
      />
      <Figures
        items={[
          { value: counts.open, text: t('roll_open'), kind: counts.open > 0 ? 'wait' : 'neutral' },
          { value: counts.help, text: t('roll_help'), kind: counts.help > 0 ? 'late' : 'neutral' },
          { value: counts.safe, text: t('roll_safe'), kind: 'ok' },
          { value: counts.absent, text: t('roll_absent') },
        ]}
      />
      {inNeed.length > 0 && <InNeed {...props} />}
      {waiting.length > 0 ? (
        <Waiting {...props} />
      ) : (
        <EmptyState title={t('rollAllAnswered')} text={t('rollAllAnsweredText')} />
      )}
      <Correct {...props} />
      {props.phones.length > 0 && <Phones {...props} />}
    </DeskPage>
  );
}

function Waiting({ view, roll, class: { id, own }, waiting, typed }: ClassPageProps): Markup {
  const { t } = view;
  return (
    <form method="post" action={rollClassPath(roll.id, id)} novalidate>
      <h2>{t('rollQuestion')}</h2>
      <p class="meta">{t(own ? 'rollClassHint' : 'rollCallerHint')}</p>
      {waiting.map((pupil) => (
        <Radios
          name={`pupil_${pupil.pupilId}`}
          legend={pupil.name}
          even
          value={typedText(typed, `pupil_${pupil.pupilId}`)}
          items={answers.map((answer) => ({ value: answer, text: t(`roll_${answer}`) }))}
        />
      ))}
      <Actions>
        {own && <Button name="act" value="rest" text={t('rollRestSafe')} />}
        <Button kind={own ? 'second' : 'main'} name="act" value="marked" text={t('rollSaveMarked')} />
      </Actions>
    </form>
  );
}

function InNeed({ view, roll, class: { id }, inNeed }: ClassPageProps): Markup {
  const { t } = view;
  return (
    <section>
      <h2>{t('rollNeedHelp')}</h2>
      {inNeed.map((pupil) => (
        <form method="post" action={rollClassPath(roll.id, id)} novalidate>
          <h3 lang="zh-CN">{pupil.name}</h3>
          {pupil.text ? <p>{pupil.text}</p> : pupil.noted && <p class="meta">{t('rollNoteKept')}</p>}
          <Hidden name="pupil" value={pupil.pupilId} />
          <TextField
            id={`f-note-${pupil.pupilId}`}
            name="text"
            label={t('rollNote')}
            hint={t('rollNoteHint')}
            maxlength={longestNote}
          />
          <Actions>
            <Button kind="second" name="answer" value="help" text={t('rollKeepNote')} hiddenText={pupil.name} />
            <Button kind="second" name="answer" value="safe" text={t('rollNowSafe')} hiddenText={pupil.name} />
          </Actions>
        </form>
      ))}
    </section>
  );
}

function Correct({ view, roll, class: { id }, everybody, typed, troubles }: ClassPageProps): Markup {
  const { t } = view;
  const wrong = troubles.some((one) => one.field !== null);
  const chosen = (answer: RollAnswer) => ({ value: answer, text: t(`roll_${answer}`) });
  return (
    <Details summary={t('rollCorrect')} open={wrong}>
      <form method="post" action={rollClassPath(roll.id, id)} novalidate>
        <Select
          name="pupil"
          label={t('rollPupil')}
          value={typedText(typed, 'pupil')}
          error={errorAt(t, troubles, 'pupil')}
          options={[
            { value: '', text: t('rollChoosePupil') },
            ...everybody.map((pupil) => ({ value: String(pupil.pupilId), text: pupil.name, lang: 'zh-CN' })),
          ]}
        />
        <Radios
          name="answer"
          legend={t('rollAnswer')}
          inline
          value={typedText(typed, 'answer')}
          error={errorAt(t, troubles, 'answer')}
          items={answers.map(chosen)}
        />
        <TextField
          name="text"
          label={t('rollNote')}
          hint={t('rollNoteHint')}
          value={typedText(typed, 'text')}
          maxlength={longestNote}
          error={errorAt(t, troubles, 'text')}
        />
        <Actions>
          <Button kind="second" text={t('rollKeep')} />
        </Actions>
      </form>
    </Details>
  );
}

function Phones({ view, phones }: ClassPageProps): Markup {
  const { t } = view;
  return (
    <section>
      <h2>{t('rollPhoneList')}</h2>
      <PrintLine label={t('rollPhoneList')} printText={t('rollPrint')} links={[]} />
      <DataTable
        caption={t('rollPhoneList')}
        captionHidden
        columns={[
          { key: 'pupil', text: t('rollPupil') },
          { key: 'phone', text: t('rollPhone') },
        ]}
        rows={phones.map(({ pupil, guardians }) => ({
          cells: {
            pupil: <span lang="zh-CN">{pupil}</span>,
            phone: guardians.map(({ name, phone }) => (
              <div>
                <span lang="zh-CN">{name}</span> {phone ? <a href={`tel:${phone}`}>{phone}</a> : t('rollNoPhone')}
              </div>
            )),
          },
        }))}
        empty={{ title: '', text: '' }}
      />
    </section>
  );
}
