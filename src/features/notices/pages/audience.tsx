/** Whom a notice goes to, with a count that keeps itself fresh, and the list of those whom no message reaches. */
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkboxes, Radios } from '#ui/field/choices.tsx';
import { Hidden, Select } from '#ui/field/field.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { Live } from '#ui/live/live.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { type ChannelCells, phoneOnlyCount, suppressedCounts } from '../model/counts.ts';
import { type Audience, type Clause, fewestPeople, roles } from '../model/notice.ts';
import { rowsFrom } from '../model/row-window.ts';
import { noticePath, roomPath } from '../paths.ts';
import { asCounted, cellText, Desk, errorAt, say, type View } from './frame.tsx';
import type { Office } from './list.tsx';
import { type StepProps, trailOf } from './write.tsx';

export type SchoolCount = {
  organisationId: number;
  name: string;
  people: number;
  email: number;
  sms: number;
  none: number;
  phoneOnly: number;
};

export type Counted = {
  bySchool: SchoolCount[];
  total: Omit<SchoolCount, 'organisationId' | 'name'>;
  /** When a large audience was counted; null: just now. */
  countedAt: Date | null;
};

export type AudienceProps = StepProps & {
  audience: Audience;
  names: ReadonlyMap<number, string>;
  /** Organisations to choose from: of the whole reach, or of one school down to its classes. */
  choices: Office[];
  schools: Office[];
  insideSchool?: Office;
  values: { organisationId: string; roles: string[]; mode: string };
  counted: Counted;
  /** The school with which the table begins. */
  from: string | undefined;
  /** Whether names are for the reader: in schools, not above them. */
  mayName: boolean;
};

export function AudiencePage(props: AudienceProps): Markup {
  const { view, notice, audience, names, troubles, values } = props;
  const t = say(view);
  return (
    <Desk view={view} title={t('stepAudience')} troubles={troubles} trail={trailOf(props)} wide>
      <PageHeading title={t('stepAudience')} />
      <Clauses {...props} mode="include" clauses={audience.include} names={names} />
      {audience.exclude.length > 0 && <Clauses {...props} mode="exclude" clauses={audience.exclude} names={names} />}

      <h2>{t('addAudience')}</h2>
      <form class="filters" method="get" action={roomPath('audience', notice.id)}>
        <Select
          name="within"
          label={t('withinSchool')}
          value={props.insideSchool ? String(props.insideSchool.id) : ''}
          options={[
            { value: '', text: t('withinAll') },
            ...props.schools.map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
        />
        <div class="filters-end">
          <Button kind="second" text={t('showClasses')} />
        </div>
      </form>
      <form method="post" action={roomPath('audience', notice.id)}>
        <Hidden name="revision" value={notice.revision} />
        {props.insideSchool && <Hidden name="within" value={props.insideSchool.id} />}
        <Select
          name="organisationId"
          label={t('organisation')}
          hint={t('organisationHint')}
          value={values.organisationId}
          error={errorAt(t, troubles, 'organisationId')}
          options={props.choices.map(({ id, name }) => ({ value: String(id), text: name }))}
        />
        <Checkboxes
          name="roles"
          legend={t('roles')}
          error={errorAt(t, troubles, 'roles')}
          inline
          items={roles.map((role) => ({ value: role, text: t(`role_${role}`), checked: values.roles.includes(role) }))}
        />
        <Radios
          name="mode"
          legend={t('mode')}
          value={values.mode}
          inline
          items={[
            { value: 'include', text: t('mode_include') },
            { value: 'exclude', text: t('mode_exclude'), hint: t('excludeHint') },
          ]}
        />
        <Actions>
          <Button text={t('add')} />
          <Button kind="second" href={noticePath(notice.id)} text={t('back')} />
        </Actions>
      </form>

      <h2>{t('countTitle')}</h2>
      <Live
        href={roomPath('audienceCount', notice.id) + (props.from ? `?from=${encodeURIComponent(props.from)}` : '')}
        everySeconds={10}
      >
        <AudienceCount view={view} counted={props.counted} noticeId={notice.id} from={props.from} />
      </Live>
      <Actions>
        <Button kind="second" href={roomPath('audience', notice.id)} text={t('countAgain')} />
        {props.mayName && props.counted.total.none > 0 && (
          <Button kind="second" href={roomPath('unreachable', notice.id)} text={t('showUnreachable')} />
        )}
      </Actions>
    </Desk>
  );
}

type ClausesProps = AudienceProps & { mode: 'include' | 'exclude'; clauses: Clause[] };

function Clauses({ view, notice, mode, clauses, names }: ClausesProps): Markup {
  const t = say(view);
  const title = t(mode === 'include' ? 'included' : 'excluded');
  return (
    <DataTable
      caption={title}
      columns={[
        { key: 'organisation', text: t('organisation') },
        { key: 'role', text: t('roles') },
        { key: 'remove', text: t('remove'), hidden: true },
      ]}
      rows={clauses.map((clause) => ({
        cells: {
          organisation: names.get(clause.organisationId) ?? '',
          role: t(`role_${clause.role}`),
          remove: (
            <form method="post" action={roomPath('audienceRemove', notice.id)}>
              <Hidden name="revision" value={notice.revision} />
              <Hidden name="mode" value={mode} />
              <Hidden name="organisationId" value={clause.organisationId} />
              <Hidden name="role" value={clause.role} />
              <Button
                kind="second"
                text={t('remove')}
                hiddenText={`${names.get(clause.organisationId) ?? ''} ${t(`role_${clause.role}`)}`}
              />
            </form>
          ),
        },
      }))}
      empty={{ title: t('noAudience'), text: t('noAudienceText') }}
    />
  );
}

/** The count alone; also the fragment that refreshes it. */
export function AudienceCount(props: {
  view: View;
  counted: Counted;
  noticeId: number;
  from: string | undefined;
}): Markup {
  const { view, counted, noticeId } = props;
  const t = say(view);
  const { total, bySchool } = counted;
  const window = rowsFrom(bySchool, (row) => row.organisationId, props.from);
  const href = (tail: string | undefined) => (tail === undefined ? undefined : roomPath('audience', noticeId) + tail);
  const cells = suppressedCounts(bySchool, total);
  const phoneOnly = phoneOnlyCount(total, cells.total.none);
  return (
    <>
      {total.people > 0 && total.people < fewestPeople && (
        <Banner kind="warning">
          <p>{t('audienceSmall', { people: total.people })}</p>
        </Banner>
      )}
      <Figures
        items={[
          { value: cellText(view, cells.total.people), text: t('people') },
          { value: cellText(view, cells.total.email), text: t('byEmail'), kind: 'ok' },
          { value: cellText(view, cells.total.sms), text: t('bySms'), kind: 'ok' },
          { value: cellText(view, cells.total.none), text: t('byNone'), kind: total.none > 0 ? 'wait' : 'neutral' },
        ]}
      />
      {phoneOnly !== null && (
        <Banner kind="info">
          <p>{phoneOnly === 'some' ? t('phoneOnlySome') : t('phoneOnly', { n: phoneOnly })}</p>
        </Banner>
      )}
      {counted.countedAt && <Meta>{asCounted(view, counted.countedAt)}</Meta>}
      {bySchool.length > 0 && (
        <DataTable
          caption={t('countBySchool')}
          columns={[
            { key: 'name', text: t('school') },
            { key: 'people', text: t('people'), numeric: true },
            { key: 'email', text: t('byEmail'), numeric: true },
            { key: 'sms', text: t('bySms'), numeric: true },
            { key: 'none', text: t('byNone'), numeric: true },
          ]}
          rows={window.rows.map((row, index) => ({
            cells: { name: row.name, ...numbers(view, cells.rows[window.start + index] as ChannelCells) },
          }))}
          totals={{ name: t('schools', { n: bySchool.length }), ...numbers(view, cells.total) }}
          empty={{ title: t('noAudience'), text: t('noAudienceText') }}
        />
      )}
      <Pager
        label={t('pages')}
        previousHref={href(window.first)}
        previousText={t('toFirst')}
        nextHref={href(window.next)}
        nextText={t('nextPage')}
      />
    </>
  );
}

function numbers(view: View, cells: ChannelCells) {
  return {
    people: cellText(view, cells.people),
    email: cellText(view, cells.email),
    sms: cellText(view, cells.sms),
    none: cellText(view, cells.none),
  };
}

export type UnreachableProps = StepProps & {
  people: { personId: number; name: string; organisation: string; pupilNames: string[] }[];
  nextHref?: string;
  firstHref?: string;
};

/** Who has no usable contact, within the reader's reach. */
export function UnreachablePage(props: UnreachableProps): Markup {
  const { view, people } = props;
  const t = say(view);
  const trail = [...trailOf(props), { href: roomPath('audience', props.notice.id), text: t('stepAudience') }];
  return (
    <Desk view={view} title={t('unreachableTitle')} trail={trail} wide>
      <PageHeading title={t('unreachableTitle')} meta={t('unreachableMeta')} />
      <DataTable
        caption={t('unreachableTitle')}
        captionHidden
        columns={[
          { key: 'name', text: t('personName') },
          { key: 'pupils', text: t('pupils') },
          { key: 'organisation', text: t('schoolOrClass') },
        ]}
        rows={people.map((person) => ({
          cells: { name: person.name, pupils: person.pupilNames.join(t('comma')), organisation: person.organisation },
        }))}
        empty={{ title: t('allReachable'), text: t('allReachableText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={props.firstHref}
        previousText={t('firstPage')}
        nextHref={props.nextHref}
        nextText={t('nextPage')}
      />
    </Desk>
  );
}
