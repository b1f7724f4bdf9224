import { contentLanguages, dateInWords, momentInWords } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Link, Markup } from '#ui/content.ts';
import { Meta, PageHeading } from '#ui/heading/heading.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { mergePaths } from '../merge/paths.ts';
import type { GuardianshipRecord, MembershipRecord, PersonRecord } from '../model/records.ts';
import type { ContactPoint } from '../model.ts';
import { paths } from '../paths.ts';
import { ContactPoints } from './contact-points.tsx';
import { DirectoryPage, type Frame } from './frame.tsx';

export interface PersonPageProps {
  frame: Frame;
  person: PersonRecord;
  memberships: readonly MembershipRecord[];
  /** Both as guardian and as pupil. */
  guardianships: readonly GuardianshipRecord[];
  contactPoints: readonly ContactPoint[];
  mayEdit: boolean;
  /** Records that were merged into this one. */
  merges?: readonly { id: number; goneName: string; doneAt: Date }[];
  /** From the top of the reach to an organisation of the person. */
  trail: Link[];
}

export function PersonPage(props: PersonPageProps): Markup {
  const { frame, person, memberships, guardianships, contactPoints, mayEdit, trail, merges = [] } = props;
  const { t } = frame;
  const asPupil = guardianships.filter((g) => g.pupilId === person.id);
  const asGuardian = guardianships.filter((g) => g.guardianId === person.id);
  const isStaff = memberships.some((m) => m.position !== 'pupil');
  const isPupil = asPupil.length > 0 || memberships.some((m) => m.position === 'pupil');
  return (
    <DirectoryPage frame={frame} title={person.name} trail={trail}>
      <PageHeading
        title={person.name}
        meta={
          person.state !== 'active' || person.leavesOn ? (
            <Tag kind="neutral" text={stateOf(frame, person)} />
          ) : undefined
        }
      />
      <SummaryList
        rows={[
          { key: t('state'), value: stateOf(frame, person) },
          {
            key: t('preferredLanguage'),
            value: person.language ? (
              <span lang={person.language}>{contentLanguages[person.language]}</span>
            ) : (
              t('languageUnknown')
            ),
            action: mayEdit
              ? { href: paths.language(person.id), text: t('change'), hidden: t('preferredLanguage') }
              : undefined,
          },
        ]}
      />
      {(memberships.length > 0 || (asGuardian.length === 0 && !isPupil)) && (
        <Memberships frame={frame} person={person} memberships={memberships} mayEdit={mayEdit} />
      )}
      {asPupil.length > 0 && <Guardianships frame={frame} rows={asPupil} other="guardian" mayEdit={mayEdit} />}
      {asGuardian.length > 0 && <Guardianships frame={frame} rows={asGuardian} other="pupil" mayEdit={mayEdit} />}
      {/* Pupils have no address of their own in most rosters: an empty list would only alarm. */}
      {(contactPoints.length > 0 || !isPupil || mayEdit) && (
        <ContactPoints frame={frame} person={person} points={contactPoints} mayEdit={mayEdit} isPupil={isPupil} />
      )}
      {person.refusesSome && <Meta>{t('refusesSome')}</Meta>}
      {mayEdit && merges.length > 0 && <Merges frame={frame} merges={merges} />}
      {mayEdit && <Leaving frame={frame} person={person} isPupil={isPupil} isStaff={isStaff} />}
      <Meta>{t('viewNote')}</Meta>
    </DirectoryPage>
  );
}

/** In the register, about to leave, or gone: never why. */
function stateOf({ t, shell }: Frame, { state, leavesOn }: PersonRecord): string {
  const day = leavesOn === null ? '' : dateInWords(leavesOn, shell.lang);
  if (day === '') return t(state);
  return state === 'active' ? t('leavesOn', { day }) : t('leftOn', { day });
}

function Memberships(props: {
  frame: Frame;
  person: PersonRecord;
  memberships: readonly MembershipRecord[];
  mayEdit: boolean;
}): Markup {
  const { frame, memberships, mayEdit } = props;
  const { t, today } = frame;
  return (
    <DataTable
      caption={t('memberships')}
      columns={[
        { key: 'organisation', text: t('organisation') },
        { key: 'position', text: t('position') },
        { key: 'from', text: t('from') },
        { key: 'until', text: t('until') },
        ...(mayEdit ? [{ key: 'actions', text: t('actions'), hidden: true }] : []),
      ]}
      rows={memberships.map((m) => ({
        href: paths.organisation(m.organisationId),
        cells: {
          organisation: m.school ? `${m.organisation} · ${m.school}` : m.organisation,
          position: t(m.position),
          from: dateInWords(m.startsOn, frame.shell.lang),
          until: <Until frame={frame} endsOn={m.endsOn} />,
          actions:
            m.endsOn !== null && m.endsOn <= today ? (
              ''
            ) : (
              <a href={paths.endMembership(m.id)}>
                {t('end')}
                <span class="hidden"> {m.organisation}</span>
              </a>
            ),
        },
      }))}
      empty={{ title: t('noMemberships'), text: t('noMembershipsText') }}
    />
  );
}

function Until({ frame, endsOn }: { frame: Frame; endsOn: string | null }): Markup {
  const { t, shell, today } = frame;
  if (endsOn === null) return <>{t('openEnd')}</>;
  return (
    <>
      {dateInWords(endsOn, shell.lang)} {endsOn <= today && <Tag kind="neutral" text={t('hasEndedTag')} />}
    </>
  );
}

function Guardianships(props: {
  frame: Frame;
  rows: readonly GuardianshipRecord[];
  /** Who stands in the first column. */
  other: 'guardian' | 'pupil';
  mayEdit: boolean;
}): Markup {
  const { frame, rows, other, mayEdit } = props;
  const { t, shell, today } = frame;
  const rights = (g: GuardianshipRecord): Content =>
    [g.mayReceive && t('receives'), g.mayAct && t('acts')].filter(Boolean).join(t('listJoint')) || t('noRights');
  return (
    <DataTable
      caption={other === 'guardian' ? t('guardiansOf') : t('childrenOf')}
      columns={[
        { key: 'name', text: t('name') },
        { key: 'rights', text: t('rights') },
        { key: 'from', text: t('from') },
        { key: 'until', text: t('until') },
        ...(mayEdit ? [{ key: 'actions', text: t('actions'), hidden: true }] : []),
      ]}
      rows={rows.map((g) => {
        const name = other === 'guardian' ? g.guardianName : g.pupilName;
        return {
          href: paths.person(other === 'guardian' ? g.guardianId : g.pupilId),
          cells: {
            name,
            rights: rights(g),
            from: dateInWords(g.startsOn, shell.lang),
            until: <Until frame={frame} endsOn={g.endsOn} />,
            actions:
              g.endsOn !== null && g.endsOn <= today ? (
                ''
              ) : (
                <>
                  <a href={paths.guardianship(g.id)}>
                    {t('change')}
                    <span class="hidden"> {name}</span>
                  </a>{' '}
                  <a href={paths.endGuardianship(g.id)}>
                    {t('end')}
                    <span class="hidden"> {name}</span>
                  </a>
                </>
              ),
          },
        };
      })}
      empty={{ title: t('noGuardian'), text: '' }}
    />
  );
}

function Leaving(props: { frame: Frame; person: PersonRecord; isPupil: boolean; isStaff: boolean }): Markup {
  const { frame, person, isPupil, isStaff } = props;
  const { t } = frame;
  return (
    <section>
      <h2>{t('stateChanges')}</h2>
      <Actions>
        {person.state === 'active' ? (
          <>
            {isPupil && !person.leavesOn && <Button kind="second" href={paths.move(person.id)} text={t('move')} />}
            {!isStaff && !person.leavesOn && (
              <Button kind="second" href={mergePaths.choose(person.id)} text={t('merge')} />
            )}
            <Button
              kind="second"
              href={paths.leave(person.id)}
              text={person.leavesOn ? t('leaveOtherDay') : t('leave')}
            />
            {person.leavesOn && <Button kind="second" href={paths.restore(person.id)} text={t('stay')} />}
          </>
        ) : (
          <Button kind="second" href={paths.restore(person.id)} text={t('restore')} />
        )}
      </Actions>
    </section>
  );
}

function Merges({ frame, merges }: { frame: Frame; merges: NonNullable<PersonPageProps['merges']> }): Markup {
  const { t, shell, zone } = frame;
  return (
    <section>
      <h2>{t('mergedInto')}</h2>
      <div class="prose">
        <ul>
          {merges.map((merge) => (
            <li>
              {t('mergedOn', { name: merge.goneName, when: momentInWords(merge.doneAt, shell.lang, zone) })}{' '}
              <a href={mergePaths.undo(merge.id)}>{t('mergeUndo')}</a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
