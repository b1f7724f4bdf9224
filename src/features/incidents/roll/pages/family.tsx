/** Behind a guardian's personal link. No child is named before the guardian has named it; a look stores nothing. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Radios } from '#ui/field/choices.tsx';
import { TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import type { Incident } from '../../model/incident.ts';
import { errorAt, moment, nameOf, Troubles, type View } from '../../pages/frame.tsx';
import { statusPath } from '../../paths.ts';
import { answers, longestNote, type RollAnswer, type RollCall } from '../model/roll-call.ts';
import { familyPath } from '../paths.ts';

export function FamilyPage(props: {
  view: View;
  token: string;
  incident: Incident;
  roll: RollCall;
  typed: Typed;
  troubles: readonly Trouble[];
}): Markup {
  const { view, token, incident, roll, typed, troubles } = props;
  const { t } = view;
  return (
    <Page {...view.shell} title={t('familyTitle')} noindex banner={<ExerciseBanner view={view} incident={incident} />}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading
        title={t('familyTitle')}
        caption={nameOf(view, incident)}
        meta={t('rollMailUntil', { when: moment(view, roll.endsAt) })}
      />
      <p>{t('familyLead', { office: incident.organisation })}</p>
      {!incident.exercise && <p>{t('familyUrgent')}</p>}
      <Panel>
        <form method="post" action={familyPath(token)} novalidate>
          <TextField
            name="child"
            label={t('familyChild')}
            hint={t('familyChildHint')}
            value={typedText(typed, 'child')}
            autocomplete="off"
            noSpellcheck
            required
            error={errorAt(t, troubles, 'child')}
          />
          <Radios
            name="answer"
            legend={t('familyTitle')}
            value={typedText(typed, 'answer')}
            error={errorAt(t, troubles, 'answer')}
            items={answers.map((answer) => ({ value: answer, text: t(`roll_${answer}`) }))}
          />
          <TextArea
            name="text"
            label={t('familyNote')}
            hint={t('rollNoteHint')}
            rows={2}
            value={troubles.some(({ key }) => key === 'rollIdentity') ? '' : typedText(typed, 'text')}
            maxlength={longestNote}
            error={errorAt(t, troubles, 'text')}
          />
          <Actions>
            <Button text={t('familySend')} />
          </Actions>
        </form>
      </Panel>
      <p class="meta">{t('rollFreely')}</p>
      <p>
        <a href={statusPath}>{t('familyStatus')}</a>
      </p>
    </Page>
  );
}

/** The answer to a post, and to nothing else: the address tells nobody what was answered. */
export function FamilyThanksPage(props: { view: View; token: string; incident: Incident; answer: RollAnswer }): Markup {
  const { view, token, incident, answer } = props;
  const { t } = view;
  return (
    <Page {...view.shell} title={t('familyTitle')} noindex banner={<ExerciseBanner view={view} incident={incident} />}>
      <PageHeading title={t('familyTitle')} caption={nameOf(view, incident)} />
      <Banner kind="success" title={t('familyThanks', { answer: t(`roll_${answer}`) })}>
        <p>{t('familyThanksText')}</p>
      </Banner>
      {answer === 'help' && !incident.exercise && <p>{t('familyUrgent')}</p>}
      <p>
        <a href={familyPath(token)}>{t('familyAnother')}</a>
      </p>
      <p>
        <a href={statusPath}>{t('familyStatus')}</a>
      </p>
    </Page>
  );
}

export function FamilyEndPage({ view, kind }: { view: View; kind: 'ended' | 'unknown' | 'busy' }): Markup {
  const { t } = view;
  const words = {
    ended: ['familyEnded', 'familyEndedText'],
    unknown: ['familyUnknown', 'familyUnknownText'],
    busy: ['familyBusy', 'familyBusyText'],
  } as const;
  const [title, text] = words[kind];
  return (
    <Page {...view.shell} title={t(title)} noindex>
      <PageHeading title={t(title)} />
      <p>{t(text)}</p>
      <p>
        <a href={statusPath}>{t('familyStatus')}</a>
      </p>
    </Page>
  );
}

function ExerciseBanner({ view, incident }: { view: View; incident: Incident }): Markup {
  if (!incident.exercise) return <></>;
  return <Banner kind="warning" title={view.t('exerciseBanner')} />;
}
