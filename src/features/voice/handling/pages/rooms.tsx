/** Rooms of a case with a page of their own: the answer's draft, the accused, blacking out. */
import { type Typed, typedText } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Radios } from '#ui/field/choices.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import type { Case } from '../../model/case.ts';
import { longestText } from '../../model/kinds.ts';
import { redactionGrounds } from '../../model/reasons.ts';
import type { Accused } from '../model/rows.ts';
import type { Template } from '../model/template.ts';
import { accusedRoom, answerRoom, casePath, redactRoom } from '../paths.ts';
import { DeskPage, day, errorAt, type View } from './frame.tsx';

interface RoomProps {
  view: View;
  one: Case;
  typed: Typed;
  troubles: readonly Trouble[];
}

const trailOf = (one: Case) => [{ href: casePath(one.number), text: one.number }];

export function AnswerPage(
  props: RoomProps & { revision: number; templates: readonly Template[]; template: string },
): Markup {
  const { view, one, typed, troubles, templates } = props;
  const { t } = view;
  const title = one.state === 'accepted' ? t('draft') : t('draftCorrection');
  return (
    <DeskPage view={view} title={title} trail={trailOf(one)} troubles={troubles}>
      <PageHeading title={title} caption={one.number} />
      {templates.length > 0 && (
        <form method="get" action={answerRoom.path(one.number)}>
          <Select
            name="template"
            label={t('templateUse')}
            value={props.template}
            options={[
              { value: '', text: t('templateChoose') },
              ...templates.map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
          />
          <Actions>
            <Button kind="second" text={t('templateInsert')} />
          </Actions>
        </form>
      )}
      <form method="post" action={answerRoom.path(one.number)} novalidate>
        <Hidden name="revision" value={props.revision} />
        <TextArea
          name="text"
          label={t('draftText')}
          hint={t('draftHint')}
          lang={one.language}
          rows={12}
          value={typedText(typed, 'text')}
          maxlength={longestText}
          error={errorAt(view, troubles, 'text')}
        />
        <Actions>
          <Button text={t('draftSave')} />
          <Button kind="second" href={casePath(one.number)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}

export function AccusedPage(
  props: RoomProps & { accused: readonly Accused[]; staff: readonly { accountId: number; name: string }[] },
): Markup {
  const { view, one, typed, troubles, accused } = props;
  const { t } = view;
  const act = typedText(typed, 'act');
  return (
    <DeskPage view={view} title={t('accused')} trail={trailOf(one)} troubles={troubles}>
      <PageHeading title={t('accused')} caption={one.number} />
      <p>{t('accusedLead')}</p>
      {accused.length === 0 && <p class="meta">{t('accusedNone')}</p>}
      {accused.map((each) => (
        <Somebody {...props} each={each} />
      ))}
      <Details summary={t('accusedAdd')} open={act === 'name'}>
        <form method="post" action={accusedRoom.path(one.number)} novalidate>
          <TextField
            name="name"
            label={t('accusedName')}
            value={typedText(typed, 'name')}
            error={errorAt(view, troubles, 'name')}
            autocomplete="off"
            maxlength={60}
          />
          <TextField
            name="position"
            label={t('accusedPosition')}
            value={typedText(typed, 'position')}
            error={errorAt(view, troubles, 'position')}
            maxlength={100}
          />
          {props.staff.length > 0 && (
            <Select
              name="account"
              label={t('accusedAccount')}
              hint={t('accusedAccountHint')}
              value={typedText(typed, 'account')}
              error={errorAt(view, troubles, 'account')}
              options={[
                { value: '', text: t('accusedNoAccount') },
                ...props.staff.map(({ accountId, name }) => ({ value: String(accountId), text: name })),
              ]}
            />
          )}
          <Actions>
            <Button name="act" value="name" text={t('accusedAdd')} />
          </Actions>
        </form>
      </Details>
    </DeskPage>
  );
}

function Somebody(props: RoomProps & { each: Accused }): Markup {
  const { view, one, typed, troubles, each } = props;
  const { t } = view;
  const own = typedText(typed, 'accused') === each.id;
  const name = each.name ?? t('accusedSomebody');
  const value = (field: string, before: string) => (own ? typedText(typed, field) : before);
  return (
    <Panel title={[name, each.position].filter(Boolean).join(' · ')}>
      <p>
        {each.heardOn ? t('accusedHeard', { day: day(view, each.heardOn) }) : t('accusedNotHeard')}
        {each.outcome && ` · ${t(`outcome_${each.outcome}`)}`}
      </p>
      {each.statement?.split('\n').map((line) => (
        <p>{line}</p>
      ))}
      {each.outcome === null && (
        <>
          <Details summary={t('accusedHear')} open={own && typedText(typed, 'act') === 'hear'}>
            <form method="post" action={accusedRoom.path(one.number)} novalidate>
              <Hidden name="accused" value={each.id} />
              <TextField
                id={`heard-${each.id}`}
                name="heardOn"
                type="date"
                label={t('accusedHeardOn')}
                value={value('heardOn', each.heardOn ?? '')}
                error={own ? errorAt(view, troubles, 'heardOn') : undefined}
                max={view.today}
                width={20}
              />
              <TextArea
                id={`statement-${each.id}`}
                name="statement"
                label={t('accusedStatement')}
                value={value('statement', each.statement ?? '')}
                error={own ? errorAt(view, troubles, 'statement') : undefined}
                rows={5}
                maxlength={longestText}
              />
              <Actions>
                <Button name="act" value="hear" text={t('accusedHear')} hiddenText={name} />
              </Actions>
            </form>
          </Details>
          <Decide {...props} outcome="founded" text={t('accusedFounded')} name={name} />
          <Details summary={t('accusedClear')} open={false}>
            <p>{t('accusedClearText')}</p>
            <Decide {...props} outcome="unfounded" text={t('accusedUnfounded')} name={name} />
          </Details>
        </>
      )}
    </Panel>
  );
}

function Decide(
  props: RoomProps & { each: Accused; outcome: 'founded' | 'unfounded'; text: string; name: string },
): Markup {
  const { one, each, outcome } = props;
  return (
    <form method="post" action={accusedRoom.path(one.number)}>
      <Hidden name="accused" value={each.id} />
      <Hidden name="outcome" value={outcome} />
      <Actions>
        <Button
          kind={outcome === 'founded' ? 'second' : 'danger'}
          name="act"
          value="decide"
          text={props.text}
          hiddenText={props.name}
        />
      </Actions>
    </form>
  );
}

export function RedactPage(
  props: RoomProps & { texts: readonly { message: number; day: string; text: string }[]; message: number },
): Markup {
  const { view, one, typed, troubles, texts, message } = props;
  const { t } = view;
  return (
    <DeskPage view={view} title={t('redact')} trail={trailOf(one)} troubles={troubles}>
      <PageHeading title={t('redact')} caption={one.number} />
      <p>{t('redactLead')}</p>
      {texts.length > 1 && (
        <form method="get" action={redactRoom.path(one.number)}>
          <Select
            name="message"
            id="which"
            label={t('redactWhich')}
            value={String(message)}
            options={texts.map((each) => ({
              value: String(each.message),
              text: each.message === 0 ? t('caseText') : t('redactReply', { day: day(view, each.day) }),
            }))}
          />
          <Actions>
            <Button kind="second" text={t('redactShow')} />
          </Actions>
        </form>
      )}
      <form method="post" action={redactRoom.path(one.number)} novalidate>
        <Hidden name="message" value={message} />
        <TextArea
          name="text"
          label={t('redactText')}
          lang={one.language}
          rows={12}
          value={typedText(typed, 'text')}
          error={errorAt(view, troubles, 'text')}
          noSpellcheck
        />
        <Radios
          name="ground"
          legend={t('redactGround')}
          value={typedText(typed, 'ground')}
          error={errorAt(view, troubles, 'ground')}
          items={redactionGrounds.map((ground) => ({ value: ground, text: t(`reason_${ground}`) }))}
        />
        <Actions>
          <Button text={t('redactPropose')} />
          <Button kind="second" href={casePath(one.number)} text={t('cancel')} />
        </Actions>
      </form>
    </DeskPage>
  );
}
