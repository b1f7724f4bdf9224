/** Passing a notice on: the forms, and how a forward shows whose text it is. */
import { localDate } from '#platform/clock.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, Select, TextArea } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import type { ForwardReach } from '../model/forward.ts';
import { limits, type Text, type Whole } from '../model/notice.ts';
import { classListPath, noticePath, passOnListPath, passOnPath, roomPath } from '../paths.ts';
import { recordingStatus } from '../recordings/pages/listen.tsx';
import { RecordingFields, RecordScript } from '../recordings/pages/record.tsx';
import { recordingsPath } from '../recordings/paths.ts';
import { count, Desk, day, errorAt, moment, PlainText, say, type View } from './frame.tsx';
import { type StepProps, trailOf } from './write.tsx';

/** Before the text of a forward: who passed it on, with the preface, and whose notice it is. */
export function ForwardPanel({
  view,
  whole,
  office,
  originalHref,
}: {
  view: Pick<View, 'language' | 'zone'>;
  whole: Pick<Whole, 'notice' | 'forwarded'>;
  /** Who passes it on. */
  office: string;
  originalHref?: string;
}): Markup | null {
  const { forwarded, notice } = whole;
  if (!forwarded) return null;
  const t = say(view);
  return (
    <>
      <Panel title={t('forwardedBy', { office })}>{notice.preface ? <PlainText text={notice.preface} /> : ''}</Panel>
      <p>
        <strong>{t('originalBy', { office: forwarded.office })}</strong>{' '}
        {[forwarded.number, day(view, localDate(forwarded.publishedAt, view.zone))].filter(Boolean).join(' · ')}{' '}
        {originalHref && <a href={originalHref}>{t('originalLink')}</a>}
      </p>
    </>
  );
}

type Office = { id: number; name: string };
export type ForwardProps = StepProps & {
  offices: Office[];
  values: { organisationId: string; preface: string };
  /** A class teacher's: to the own class. */
  toClass?: boolean;
  /** What the teacher may read out. */
  texts: readonly Text[];
  chosen: string;
  issuer: string;
};

export function ForwardPage(props: ForwardProps): Markup {
  const { view, notice, values, troubles, toClass } = props;
  const t = say(view);
  const title = t('forwardTitle');
  const top = toClass ? { href: classListPath, text: t('classTitle') } : undefined;
  const trail = toClass ? [{ href: passOnListPath, text: t('passOnTitle') }] : trailOf(props);
  return (
    <Desk
      view={view}
      title={title}
      troubles={troubles}
      top={top}
      trail={trail}
      head={toClass ? <RecordScript /> : undefined}
    >
      <PageHeading title={title} meta={t('forwardText')} />
      <p>
        {props.name}
        <br />
        {[props.issuer, notice.number].filter(Boolean).join(' · ')}
      </p>
      <form
        method="post"
        action={toClass ? passOnPath(notice.id) : roomPath('forward', notice.id)}
        enctype={toClass ? 'multipart/form-data' : undefined}
      >
        <Select
          name="organisationId"
          label={t(toClass ? 'passOnClass' : 'forwardingOffice')}
          value={values.organisationId}
          options={props.offices.map(({ id, name }) => ({ value: String(id), text: name }))}
          error={errorAt(t, troubles, 'organisationId')}
        />
        <PrefaceField view={view} value={values.preface} error={errorAt(t, troubles, 'preface')} />
        {toClass && (
          <Details summary={t('recordingOptional')} open={Boolean(errorAt(t, troubles, 'recording'))}>
            <RecordingFields view={view} texts={props.texts} chosen={props.chosen} troubles={troubles} />
          </Details>
        )}
        <Actions>
          <Button text={t(toClass ? 'submitForward' : 'startForward')} />
        </Actions>
      </form>
    </Desk>
  );
}

function PrefaceField({ view, value, error }: { view: View; value: string; error?: string }): Markup {
  const t = say(view);
  return (
    <TextArea
      name="preface"
      label={t('preface')}
      hint={t('prefaceHint')}
      rows={5}
      maxlength={limits.preface}
      value={value}
      error={error}
    />
  );
}

export function PrefacePage(props: StepProps & { value: string }): Markup {
  const { view, notice, troubles } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepPreface')} troubles={troubles} trail={trailOf(props)}>
      <PageHeading title={t('stepPreface')} />
      <form method="post" action={roomPath('preface', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        <PrefaceField view={view} value={props.value} error={errorAt(t, troubles, 'preface')} />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('cancel')} />
        </Actions>
      </form>
    </Desk>
  );
}

/** The steps of a forward: the text is the original's. */
export function ForwardTasks({ view, whole, people }: { view: View; whole: Whole; people: number }): Markup {
  const t = say(view);
  const { notice } = whole;
  return (
    <TaskList
      items={[
        {
          text: t('stepPreface'),
          href: roomPath('preface', notice.id),
          status: notice.preface ? { kind: 'ok', text: t('stepDone') } : t('optional'),
        },
        { text: t('stepRecordings'), href: recordingsPath(notice.id), status: recordingStatus(view, whole) },
        {
          text: t('stepAudience'),
          href: roomPath('audience', notice.id),
          status: { kind: 'ok', text: t('peopleN', { n: people }) },
        },
        { text: t('preview'), href: roomPath('preview', notice.id), status: '' },
        { text: t('stepCheck'), href: roomPath('check', notice.id), status: '' },
      ]}
    />
  );
}

/** For the issuer: how many passed it on, and how many more people it reached. */
export function ForwardReachLine({ view, reach }: { view: View; reach: ForwardReach }) {
  const { offices, people } = reach;
  if (offices === 0) return null;
  const t = say(view);
  const line = () => {
    if (people === undefined) return t('forwardCounting', { offices });
    if (people === null) return t('forwardOffices', { offices });
    return t('forwardReach', { offices, people: people < 5 ? t('few') : count(view, people) });
  };
  return (
    <Banner kind="info">
      <p>{line()}</p>
    </Banner>
  );
}

export type PassOnListProps = {
  view: View;
  rows: { id: number; title: string; language: string; organisationId: number; publishedAt: Date }[];
  offices: ReadonlyMap<number, string>;
  sent: boolean;
};

/** What a class teacher may pass on. */
export function PassOnListPage({ view, rows, offices, sent }: PassOnListProps): Markup {
  const t = say(view);
  return (
    <Page
      {...view.shell}
      title={t('passOnTitle')}
      width="wide"
      noindex
      breadcrumbs={{
        label: t('trail'),
        items: [{ href: classListPath, text: t('classTitle') }, { text: t('passOnTitle') }],
      }}
    >
      <PageHeading title={t('passOnTitle')} meta={t('passOnMeta')} />
      {sent && (
        <Banner kind="success">
          <p>{t('passedOn')}</p>
        </Banner>
      )}
      <DataTable
        caption={t('passOnTitle')}
        captionHidden
        columns={[
          { key: 'title', text: t('noticeTitle') },
          { key: 'office', text: t('issuingOffice') },
          { key: 'published', text: t('published') },
        ]}
        rows={rows.map((row) => ({
          href: passOnPath(row.id),
          cells: {
            title: <span lang={row.language}>{row.title}</span>,
            office: offices.get(row.organisationId) ?? '',
            published: moment(view, row.publishedAt),
          },
        }))}
        empty={{ title: t('nothingToPassOn'), text: t('nothingToPassOnText') }}
      />
    </Page>
  );
}
