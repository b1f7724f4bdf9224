import { contentLanguages, momentInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { DirectoryPage, errorAt, type Frame, Troubles } from '../pages/frame.tsx';
import { paths } from '../paths.ts';
import type { Correction } from './model.ts';
import { correctionPaths } from './paths.ts';

/** The value as it is read: a language by its name. */
function shown({ kind, value }: Correction): string {
  return kind === 'language' ? (contentLanguages[value as keyof typeof contentLanguages] ?? value) : value;
}

export function QueuePage(props: { frame: Frame; rows: readonly Correction[]; later: boolean; next?: number }): Markup {
  const { frame, rows, later, next } = props;
  const { t, shell, zone } = frame;
  const title = t('corrections');
  return (
    <DirectoryPage frame={frame} title={title} trail={[]}>
      <PageHeading title={title} />
      <p>{t('correctionsIntro')}</p>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'person', text: t('name') },
          { key: 'what', text: t('correctionWhat') },
          { key: 'pupils', text: t('childrenOf') },
          { key: 'when', text: t('correctionWhen') },
        ]}
        rows={rows.map((row) => ({
          href: correctionPaths.one(row.id),
          cells: {
            person: row.person,
            what: `${t(`correction_${row.kind}`)}${t('colon')}${shown(row)}`,
            pupils: row.pupils.join(t('listJoint')),
            when: momentInWords(row.proposedAt, shell.lang, zone),
          },
        }))}
        empty={{ title: t('noCorrections'), text: t('noCorrectionsText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={later ? correctionPaths.queue() : undefined}
        previousText={t('first')}
        nextHref={next ? correctionPaths.queue({ after: next }) : undefined}
        nextText={t('next')}
      />
    </DirectoryPage>
  );
}

/** One proposal with the two answers; the reason typed stays when something is wrong. */
export function CorrectionPage(props: {
  frame: Frame;
  correction: Correction;
  reason: string;
  troubles: readonly Trouble[];
}): Markup {
  const { frame, correction, reason, troubles } = props;
  const { t, shell, zone } = frame;
  const title = t('correctionTitle', { name: correction.person });
  const action = correctionPaths.one(correction.id);
  return (
    <DirectoryPage
      frame={frame}
      title={title}
      width="narrow"
      trail={[{ href: correctionPaths.queue(), text: t('corrections') }]}
    >
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={title} />
      <SummaryList
        rows={[
          { key: t('name'), value: <a href={paths.person(correction.personId)}>{correction.person}</a> },
          { key: t('childrenOf'), value: correction.pupils.join(t('listJoint')) || '–' },
          { key: t(`correction_${correction.kind}`), value: shown(correction) },
          { key: t('correctionWhen'), value: momentInWords(correction.proposedAt, shell.lang, zone) },
        ]}
      />
      <p>
        {t(correction.kind === 'sms' || correction.kind === 'email' ? 'correctionCheckContact' : 'correctionCheck')}
      </p>
      {correction.optedOut && <p>{t('correctionOptedOut')}</p>}
      <form method="post" action={action}>
        <input type="hidden" name="decision" value="accept" />
        <Actions>
          <Button text={t('correctionAccept')} />
        </Actions>
      </form>
      <h2>{t('correctionOr')}</h2>
      <form method="post" action={action} novalidate>
        <input type="hidden" name="decision" value="decline" />
        <TextField
          name="reason"
          label={t('correctionReason')}
          hint={t('correctionReasonHint')}
          value={reason}
          maxlength={500}
          error={errorAt(t, troubles, 'reason')}
        />
        <Actions>
          <Button kind="second" text={t('correctionDecline')} />
        </Actions>
      </form>
    </DirectoryPage>
  );
}
