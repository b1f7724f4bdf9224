import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { PersonRecord } from '../model/records.ts';
import { DirectoryPage, type Frame } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import type { MergeCandidate } from './model.ts';
import { mergePaths } from './paths.ts';

/** Who may be the same person. */
export function CandidatesPage(props: {
  frame: Frame;
  person: PersonRecord;
  candidates: readonly MergeCandidate[];
}): Markup {
  const { frame, person, candidates } = props;
  const { t } = frame;
  const title = t('mergeTitle', { name: person.name });
  return (
    <DirectoryPage frame={frame} title={title} trail={[{ href: paths.person(person.id), text: person.name }]}>
      <PageHeading title={title} />
      <p>{t('mergeIntro', { name: person.name })}</p>
      <DataTable
        caption={t('mergeCandidates')}
        columns={[
          { key: 'name', text: t('name') },
          { key: 'place', text: t('belongsTo') },
          { key: 'same', text: t('mergeSame') },
          { key: 'actions', text: t('actions'), hidden: true },
        ]}
        rows={candidates.map((one) => ({
          href: paths.person(one.id),
          cells: {
            name: one.name,
            place: [
              one.place,
              one.guardianOf.length > 0 && t('guardianOf', { names: one.guardianOf.join(t('listJoint')) }),
            ]
              .filter(Boolean)
              .join(' · '),
            same: <Tag kind="info" text={t(one.sharesContact ? 'mergeSameContact' : 'mergeSameName')} />,
            actions: one.staff ? (
              t('mergeStaffShort')
            ) : (
              <Button kind="second" href={mergePaths.confirm(person.id, one.id)} text={t('mergeChoose')} />
            ),
          },
        }))}
        empty={{ title: t('mergeNobody'), text: t('mergeNobodyText') }}
      />
    </DirectoryPage>
  );
}
