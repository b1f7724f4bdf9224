/** Evidence of an attack on the own systems: what it may be, what there is, adding to it. */
import { sizeInWords } from '#platform/files/size.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Checkbox } from '#ui/field/choices.tsx';
import { FileField, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Incident } from '../model/incident.ts';
import { DeskPage, errorAt, moment, nameOf, Troubles, trailOf, type View, who } from '../pages/frame.tsx';
import { incidentPath } from '../paths.ts';
import { type Evidence, takesEvidence } from './model.ts';
import { evidenceFilePath, evidenceRoom } from './paths.ts';

export function EvidencePage(props: {
  view: View;
  incident: Incident;
  evidence: readonly Evidence[];
  megabytes: number;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, incident, evidence, typed, troubles } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('evidence')} incident={incident} trail={trailOf(view, incident)}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('evidence')} caption={nameOf(view, incident)} />
      <Banner kind="warning" title={t('evidenceOnly')}>
        <p>{t('evidenceOnlyText')}</p>
        <p>{t('evidenceNever')}</p>
      </Banner>
      <p>{t('evidenceLead')}</p>
      <DataTable
        caption={t('evidence')}
        captionHidden
        columns={[
          { key: 'name', text: t('evidenceFile') },
          { key: 'about', text: t('evidenceAbout') },
          { key: 'hash', text: 'SHA-256' },
          { key: 'size', text: t('evidenceSize'), numeric: true },
          { key: 'by', text: t('evidenceBy') },
        ]}
        rows={evidence.map((one) => ({
          href: evidenceFilePath(incident.id, one.id),
          cells: {
            name: one.name,
            about: one.about,
            hash: <code>{one.sha256.replace(/(.{16})(?=.)/g, '$1 ')}</code>,
            size: sizeInWords(one.bytes),
            by: t('decidedText', { who: who(view, one.accountId), when: moment(view, one.at) }),
          },
        }))}
        empty={{ title: t('evidenceNone'), text: t('evidenceNoneText') }}
      />
      {takesEvidence(incident) && (
        <>
          <h2>{t('evidenceAdd')}</h2>
          <form method="post" action={evidenceRoom.path(incident.id)} enctype="multipart/form-data" novalidate>
            <FileField
              name="file"
              label={t('evidenceFile')}
              hint={t('evidenceFileHint', { mb: props.megabytes })}
              error={errorAt(t, troubles, 'file')}
            />
            <TextField
              name="about"
              label={t('evidenceAbout')}
              hint={t('evidenceAboutHint')}
              maxlength={300}
              value={typedText(typed, 'about')}
              error={errorAt(t, troubles, 'about')}
            />
            <Checkbox
              name="systems"
              label={t('evidenceSystems')}
              checked={typedText(typed, 'systems') === 'yes'}
              error={errorAt(t, troubles, 'systems')}
            />
            <Actions>
              <Button text={t('evidenceSave')} />
              <Button kind="second" href={incidentPath(incident.id)} text={t('cancel')} />
            </Actions>
          </form>
        </>
      )}
    </DeskPage>
  );
}
