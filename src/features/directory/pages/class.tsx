import { number } from '#platform/i18n.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Figures } from '#ui/figures/figures.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Words } from '../messages.ts';
import type { ListedGuardian, ListedPupil, StaffRow } from '../model/records.ts';
import { paths } from '../paths.ts';
import { turnedOffPath } from '../turned-off/paths.ts';
import { unreachablePath } from '../unreachable/paths.ts';
import type { Frame } from './frame.tsx';
import { type OrganisationView, PersonLinks } from './organisation.tsx';

export interface ClassBodyProps {
  frame: Frame;
  view: OrganisationView;
  pupils: readonly ListedPupil[];
  classTeachers: readonly StaffRow[];
}

/** The pupils with their guardians, and whether messages reach them. */
export function ClassBody({ frame, view, pupils, classTeachers }: ClassBodyProps): Markup {
  const { t, shell } = frame;
  const guardians = new Map(
    pupils.flatMap((pupil) => pupil.guardians.filter((g) => g.mayReceive).map((g) => [g.id, g])),
  );
  const unreachable = [...guardians.values()].filter((g) => !g.reachedBy).length;
  const n = (value: number) => number(value, shell.lang);
  return (
    <>
      <p>
        {t('class_teacher')}
        {t('colon')}
        {classTeachers.length > 0 ? (
          <PersonLinks people={classTeachers} joint={t('listJoint')} />
        ) : (
          <Tag kind="wait" text={t('noClassTeacher')} />
        )}
      </p>
      <Figures
        items={[
          { value: n(pupils.length), text: t('pupils') },
          { value: n(guardians.size - unreachable), text: t('reachable'), kind: 'ok' },
          { value: n(unreachable), text: t('unreachable'), kind: unreachable > 0 ? 'wait' : 'ok' },
        ]}
      />
      {unreachable > 0 && (
        <p>
          <a href={unreachablePath(view.organisation.id)}>{t('unreachableList')}</a>
        </p>
      )}
      {[...guardians.values()].some((g) => g.bounced) && (
        <p>
          <a href={turnedOffPath({ class: view.organisation.id })}>{t('turnedOffTitle')}</a>
        </p>
      )}
      {view.consentsHref && (
        <p>
          <a href={view.consentsHref}>{t('consentsTitle')}</a>
        </p>
      )}
      {view.mayEdit && (
        <Actions>
          <Button kind="second" href={paths.classTeacher(view.organisation.id)} text={t('chooseClassTeacher')} />
        </Actions>
      )}
      <DataTable
        caption={t('pupilsAndGuardians')}
        columns={[
          { key: 'name', text: t('pupil') },
          { key: 'guardians', text: t('guardiansAndContact') },
        ]}
        rows={pupils.map((pupil) => ({
          href: paths.person(pupil.id),
          cells: {
            name: pupil.name,
            guardians:
              pupil.guardians.length > 0 ? (
                <div>
                  {pupil.guardians.map((guardian) => (
                    <Guardian t={t} guardian={guardian} />
                  ))}
                </div>
              ) : (
                <Tag kind="late" text={t('noGuardian')} />
              ),
          },
        }))}
        empty={{ title: t('noPupils'), text: t('noPupilsText') }}
      />
    </>
  );
}

function Guardian({ t, guardian }: { t: Words; guardian: ListedGuardian }): Markup {
  const { reachedBy } = guardian;
  return (
    <div>
      <a href={paths.person(guardian.id)}>{guardian.name}</a>{' '}
      {guardian.phones.map((phone) => (
        <>
          <a href={`tel:${phone}`}>{phone}</a>{' '}
        </>
      ))}
      {guardian.mayReceive ? (
        <Tag kind={reachedBy ? 'ok' : 'wait'} text={t(`reachedBy_${reachedBy ?? 'none'}`)} />
      ) : (
        <Tag kind="neutral" text={t('receivesNothing')} />
      )}{' '}
      {guardian.bounced && <Tag kind="late" text={t('hasBounced')} />}{' '}
      {guardian.optedOut && <Tag kind="neutral" text={t('hasOptedOut')} />}
    </div>
  );
}
