/** Writing down a drill, and striking one out. */
import { type Kind, kindInWords, kindNames } from '#features/incidents/feature.ts';
import { type Typed, typedText } from '#platform/http/form.ts';
import { dateInWords } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import { ConfirmPanel } from '#ui/confirm/confirm.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { longestFound, longestReason } from '../model.ts';
import { newDrillPath, schoolPath, withdrawPath } from '../paths.ts';
import { DeskPage, errorAt, Troubles, type View } from './frame.tsx';

export function DrillFormPage(props: {
  view: View;
  school: { id: number; name: string };
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, school, typed, troubles } = props;
  const { t } = view;
  const at = (field: string) => ({ error: errorAt(t, troubles, field) });
  return (
    <DeskPage view={view} title={t('enter')} trail={[{ href: schoolPath(school.id), text: school.name }]}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('enterTitle', { school: school.name })} />
      <p>{t('enterLead')}</p>
      <form method="post" action={newDrillPath(school.id)} novalidate>
        <TextField
          name="heldOn"
          type="date"
          label={t('heldOn')}
          value={typedText(typed, 'heldOn')}
          max={view.today}
          required
          {...at('heldOn')}
        />
        <Radios
          name="kind"
          legend={t('kind')}
          value={typedText(typed, 'kind')}
          items={kindNames.map((kind) => ({ value: kind, text: kindInWords(kind, view.language) }))}
          inline
          {...at('kind')}
        />
        <TextField
          name="minutes"
          inputmode="numeric"
          width={4}
          label={t('minutesField')}
          value={typedText(typed, 'minutes')}
          required
          {...at('minutes')}
        />
        <TextField
          name="pupils"
          inputmode="numeric"
          width={10}
          label={t('pupilsField')}
          hint={t('numberHint')}
          value={typedText(typed, 'pupils')}
          {...at('pupils')}
        />
        <TextField
          name="staff"
          inputmode="numeric"
          width={10}
          label={t('staffField')}
          hint={t('numberHint')}
          value={typedText(typed, 'staff')}
          {...at('staff')}
        />
        <TextArea
          name="found"
          label={t('found')}
          hint={t('foundHint')}
          rows={4}
          maxlength={longestFound}
          value={typedText(typed, 'found')}
          {...at('found')}
        />
        <Actions>
          <Button text={t('save')} />
          <Button kind="second" href={schoolPath(school.id)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function WithdrawPage(props: {
  view: View;
  drill: { id: number; organisationId: number; kind: string; heldOn: string };
  school: string;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, drill, typed, troubles } = props;
  const { t, language } = view;
  const back = schoolPath(drill.organisationId);
  return (
    <DeskPage view={view} title={t('withdraw')} trail={[{ href: back, text: props.school }]}>
      <Troubles t={t} troubles={troubles} />
      <ConfirmPanel
        title={t('withdrawTitle')}
        text={
          <p>
            {t('withdrawText', {
              day: dateInWords(drill.heldOn, language),
              kind: kindInWords(drill.kind as Kind, language),
            })}
          </p>
        }
        action={withdrawPath(drill.id)}
        confirmText={t('withdraw')}
        danger
        cancelHref={back}
        cancelText={t('cancel')}
      >
        <TextField
          name="reason"
          label={t('reason')}
          maxlength={longestReason}
          value={typedText(typed, 'reason')}
          error={errorAt(t, troubles, 'reason')}
        />
      </ConfirmPanel>
    </DeskPage>
  );
}
