/** The district's own records: the list of a kind, one record, writing it, its letters. */
import { dateInWords, hasKey } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { type Words, words } from '../messages.ts';
import { type Answers, type PrivacyRecord, questions, type RecordKind, required } from '../model/records.ts';
import {
  documentPath,
  editRecordPath,
  letterPath,
  lettersPath,
  recordPath,
  recordsPath,
  versionPath,
} from '../paths.ts';
import { DocumentLinks } from './documents.tsx';
import { DeskPage, errorAt, line, moment, Troubles, type View } from './frame.tsx';

/** The words of a question; its key is made of kind and name. */
export function question(t: Words, kind: RecordKind, key: string): string {
  return t(`q_${kind}_${key}` as Parameters<Words>[0]);
}

/** What helps to answer, and whether it is needed. */
function hintOf(t: Words, kind: RecordKind, key: string): string | undefined {
  const name = `hint_${kind}_${key}`;
  const hints = [
    ...(hasKey(words.catalogue, name) ? [t(name)] : []),
    ...(required[kind].includes(key) ? [t('needed')] : []),
  ];
  return hints.length > 0 ? hints.join(' · ') : undefined;
}

export function RecordState({ view, record }: { view: View; record: PrivacyRecord }): Markup {
  const { t } = view;
  const due = record.reviewOn !== null && record.state !== 'closed' && record.reviewOn <= view.today;
  const draft = record.kind === 'breach' ? 'rstate_open' : 'rstate_draft';
  const kind = record.state === 'approved' ? 'ok' : record.state === 'closed' ? 'neutral' : 'wait';
  return (
    <>
      <Tag kind={kind} text={t(record.state === 'draft' ? draft : `rstate_${record.state}`)} />
      {due && (
        <>
          {' '}
          <Tag kind="late" text={t('reviewDue')} />
        </>
      )}
    </>
  );
}

export function RecordsPage(props: {
  view: View;
  kind: RecordKind;
  rows: readonly PrivacyRecord[];
  nextHref: string | undefined;
  later: boolean;
  mayAct: boolean;
  typed: { title: string; foundAt: string };
  troubles: readonly Trouble[];
}): Markup {
  const { view, kind, rows, typed, troubles } = props;
  const { t, language } = view;
  const title = t(`kind_${kind}`);
  const breach = kind === 'breach';
  return (
    <DeskPage view={view} title={title} trail={[]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <p>{t(`room_${kind}`)}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'title', text: t('recordTitle') },
          { key: 'state', text: t('state') },
          { key: 'changed', text: t('changedBy') },
          breach ? { key: 'found', text: t('foundAt') } : { key: 'review', text: t('reviewOn') },
        ]}
        rows={rows.map((row) => ({
          href: recordPath(row.id),
          cells: {
            title: row.title,
            state: <RecordState view={view} record={row} />,
            changed: line(view, row.changedBy, row.changedAt),
            review: row.reviewOn ? dateInWords(row.reviewOn, language) : '–',
            found: row.foundAt ? moment(view, row.foundAt) : '–',
          },
        }))}
        empty={{ title: t('noRecords'), text: t(`noRecordsText_${kind}`) }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.later ? recordsPath(kind) : undefined}
        previousText={t('first')}
        nextHref={props.nextHref}
        nextText={t('next')}
      />
      {props.mayAct && (
        <form method="post" action={recordsPath(kind)} novalidate>
          <h2>{t(`newRecord_${kind}`)}</h2>
          {breach && <p>{t('breachRule')}</p>}
          <TextField
            name="title"
            label={t('recordTitle')}
            hint={t('recordTitleHint')}
            value={typed.title}
            maxlength={200}
            required
            error={errorAt(t, troubles, 'title')}
          />
          {breach && (
            <TextField
              name="foundAt"
              type="datetime-local"
              label={t('foundAt')}
              hint={t('foundHint')}
              value={typed.foundAt}
              required
              error={errorAt(t, troubles, 'foundAt')}
            />
          )}
          <Actions>
            <Button text={t('startRecord')} />
          </Actions>
        </form>
      )}
    </DeskPage>
  );
}

export interface RecordProps {
  view: View;
  record: PrivacyRecord;
  answers: Answers;
  /** Null: the present one. */
  version: number | null;
  versions: readonly { version: number; accountId: number; at: Date }[];
  mayAct: boolean;
  accountId: number;
  troubles: readonly Trouble[];
  /** What a breach has besides: duties and steps. */
  besides?: Markup;
}

export function RecordPage(props: RecordProps): Markup {
  const { view, record, answers, versions } = props;
  const { t, language } = view;
  const breach = record.kind === 'breach';
  const older = props.version !== null;
  const acts = props.mayAct && !older && record.state !== 'closed';
  return (
    <DeskPage
      view={view}
      title={record.title}
      trail={[{ href: recordsPath(record.kind), text: t(`kind_${record.kind}`) }]}
    >
      <Troubles t={t} troubles={props.troubles} />
      <PageHeading
        title={record.title}
        caption={older ? t('draftOf', { n: String(props.version) }) : undefined}
        meta={<RecordState view={view} record={record} />}
      />
      <SummaryList
        rows={[
          ...(record.foundAt ? [{ key: t('foundAt'), value: moment(view, record.foundAt) }] : []),
          { key: t('changedBy'), value: line(view, record.changedBy, record.changedAt) },
          ...(record.approvedAt
            ? [{ key: t('approvedBy'), value: line(view, record.approvedBy, record.approvedAt) }]
            : []),
          ...(record.reviewOn ? [{ key: t('reviewOn'), value: dateInWords(record.reviewOn, language) }] : []),
        ]}
      />
      {!older && props.besides}
      {questions[record.kind].map((key) => (
        <section>
          <h2>{question(t, record.kind, key)}</h2>
          {(answers[key] ?? '').trim() === '' ? (
            <p class="meta">{t('notAnswered')}</p>
          ) : (
            (answers[key] ?? '').split(/\n+/).map((line) => <p>{line}</p>)
          )}
        </section>
      ))}
      {acts && <RecordActs {...props} />}
      {!older && <DocumentLinks t={t} hrefOf={(format) => documentPath(record.id, format)} />}
      <Actions>
        {breach && !older && <Button kind="second" href={lettersPath(record.id)} text={t('letters')} />}
      </Actions>
      {versions.length > 1 && (
        <DataTable
          caption={t('versions')}
          columns={[
            { key: 'n', text: t('versions') },
            { key: 'by', text: t('changedBy') },
          ]}
          rows={versions.map((row) => ({
            href: row.version === record.version ? recordPath(record.id) : versionPath(record.id, row.version),
            cells: {
              n: t('draftOf', { n: String(row.version) }),
              by: line(view, row.accountId, row.at),
            },
          }))}
          empty={{ title: '', text: '' }}
        />
      )}
    </DeskPage>
  );
}

function RecordActs({ view, record, accountId }: RecordProps): Markup {
  const { t } = view;
  const own = record.changedBy === accountId;
  const waits = record.kind !== 'breach' && record.state === 'draft';
  return (
    <form method="post" action={recordPath(record.id)}>
      {waits && own && <p>{t('approveOwn')}</p>}
      <Actions>
        <Button href={editRecordPath(record.id)} text={t('edit')} />
        {waits && !own && <Button kind="second" name="act" value="approve" text={t('approveRecord')} />}
        <Button
          kind="second"
          name="act"
          value="close"
          text={t(record.kind === 'breach' ? 'closeBreach' : 'closeRecord')}
        />
      </Actions>
    </form>
  );
}

export function EditRecordPage(props: {
  view: View;
  record: PrivacyRecord;
  typed: { title: string; answers: Answers; version: number };
  troubles: readonly Trouble[];
}): Markup {
  const { view, record, typed, troubles } = props;
  const { t } = view;
  return (
    <DeskPage
      view={view}
      title={record.title}
      width="narrow"
      trail={[{ href: recordsPath(record.kind), text: t(`kind_${record.kind}`) }]}
    >
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={record.title} />
      {record.kind === 'breach' && <p>{t('breachRule')}</p>}
      <form method="post" action={editRecordPath(record.id)} novalidate>
        <input type="hidden" name="version" value={typed.version} />
        <TextField
          name="title"
          label={t('recordTitle')}
          value={typed.title}
          maxlength={200}
          required
          error={errorAt(t, troubles, 'title')}
        />
        {questions[record.kind].map((key) => (
          <TextArea
            name={key}
            label={question(t, record.kind, key)}
            hint={hintOf(t, record.kind, key)}
            value={typed.answers[key] ?? ''}
            rows={4}
            error={errorAt(t, troubles, key)}
          />
        ))}
        <Actions>
          <Button text={t('saveRecord')} />
          <Button kind="second" href={recordPath(record.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function LettersPage(props: {
  view: View;
  record: PrivacyRecord;
  letters: readonly { id: string; to: string; title: string; lang: string; text: string }[];
  noticeHref: string;
}): Markup {
  const { view, record, letters } = props;
  const { t } = view;
  return (
    <DeskPage
      view={view}
      title={t('letters')}
      width="narrow"
      trail={[
        { href: recordsPath(record.kind), text: t(`kind_${record.kind}`) },
        { href: recordPath(record.id), text: record.title },
      ]}
    >
      <PageHeading title={t('letters')} />
      <p>{t('lettersLead')}</p>
      {letters.map((letter) => (
        <section>
          <TextArea
            name={letter.id}
            label={letter.title}
            hint={t('selectAll')}
            lang={letter.lang}
            value={letter.text}
            rows={14}
            readonly
          />
          <DocumentLinks
            t={t}
            of={letter.title}
            hrefOf={(format) => letterPath(record.id, letter.to, letter.lang, format)}
          />
        </section>
      ))}
      <Actions>
        <Button href={props.noticeHref} text={t('draftNotice')} />
      </Actions>
    </DeskPage>
  );
}
