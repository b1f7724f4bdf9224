/** The room of a case in which its public text is written, checked, corrected and withdrawn. */
import { type Typed, typedText } from '#platform/http/form.ts';
import { contentLanguages } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Hidden, Select, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import type { Hint } from '../../ask/model/hints.ts';
import { maySecond } from '../../handling/model/proposal.ts';
import { DeskPage, day, errorAt, type View, who } from '../../handling/pages/frame.tsx';
import { casePath } from '../../handling/paths.ts';
import type { Case } from '../../model/case.ts';
import { longestText } from '../../model/kinds.ts';
import {
  longestChange,
  longestTitle,
  lookDays,
  mayBePublished,
  type Publication,
  type PublicText,
  type Published,
  withdrawalGrounds,
} from '../model/published.ts';
import { publishedPath, publishRoomPath } from '../paths.ts';
import { Written } from './frame.tsx';

export interface RoomProps {
  view: View;
  one: Case;
  accountId: number;
  draft: Publication | undefined;
  published: Published | undefined;
  /** What a new text begins with: of the case, or of what is in public. */
  before: PublicText;
  /** What in the draft may tell who somebody is. */
  hints: readonly Hint[];
  typed: Typed;
  troubles: readonly Trouble[];
}

export function PublishRoomPage(props: RoomProps): Markup {
  const { view, one, draft, published, troubles } = props;
  const { t } = view;
  const trail = [{ href: casePath(one.number), text: one.number }];
  const gone = Boolean(published?.withdrawnOn);
  const may = mayBePublished(one) && !gone;
  return (
    <DeskPage view={view} title={t('publish')} trail={trail} troubles={troubles}>
      <PageHeading title={t('publish')} caption={one.number} />
      {published && <Out {...props} published={published} />}
      {!may && !gone && <p>{t(whyNot(one))}</p>}
      {may && draft && <Draft {...props} draft={draft} />}
      {may && !draft && !published && (
        <>
          <p>{t('publishLead', { n: lookDays })}</p>
          <Write {...props} />
        </>
      )}
      {may && !draft && published && (
        <Details summary={t('publishCorrect')} open={typedText(props.typed, 'act') === 'prepare'}>
          <p>{t('publishCorrectLead')}</p>
          <Write {...props} />
        </Details>
      )}
      {published && !gone && <Withdraw {...props} />}
    </DeskPage>
  );
}

function whyNot(one: Case): 'publishMisconduct' | 'publishNo' | 'publishLater' {
  if (one.kind === 'misconduct') return 'publishMisconduct';
  return one.mayPublish ? 'publishLater' : 'publishNo';
}

function Out({ view, published }: RoomProps & { published: Published }): Markup {
  const { t } = view;
  const { withdrawnOn, withdrawnGround } = published;
  return (
    <>
      <p>
        {withdrawnOn && withdrawnGround
          ? t('publishGone', { day: day(view, withdrawnOn), ground: t(`ground_${withdrawnGround}`) })
          : t('publishOut', { day: day(view, published.publishedOn) })}{' '}
        <a href={publishedPath(published.number)}>{t('publishOpen')}</a>
      </p>
      {published.printedName && <p class="meta">{t('publishName', { name: published.printedName })}</p>}
    </>
  );
}

function Act(props: { of: RoomProps; children: Content }): Markup {
  return (
    <form method="post" action={publishRoomPath(props.of.one.number)} novalidate>
      {props.children}
    </form>
  );
}

function Write(props: RoomProps): Markup {
  const { view, draft, published, before, typed, troubles } = props;
  const { t } = view;
  const again = typedText(typed, 'act') === 'prepare';
  const value = (name: keyof PublicText | 'change', was: string) => (again ? typedText(typed, name) : was);
  const lang = value('language', (draft ?? before).language);
  const text = draft ?? before;
  const at = (name: string) => ({ name, error: errorAt(view, troubles, name) });
  return (
    <Act of={props}>
      <Hidden name="revision" value={draft?.revision ?? 0} />
      <TextField
        {...at('title')}
        label={t('publishTitle')}
        hint={t('publishTitleHint')}
        lang={lang}
        value={value('title', text.title)}
        maxlength={longestTitle}
      />
      <TextArea
        {...at('question')}
        label={t('publishQuestion')}
        lang={lang}
        rows={8}
        value={value('question', text.question)}
        maxlength={longestText}
      />
      <TextArea
        {...at('answer')}
        label={t('publishAnswer')}
        lang={lang}
        rows={10}
        value={value('answer', text.answer)}
        maxlength={longestText}
      />
      <Select
        {...at('language')}
        label={t('publishLanguage')}
        value={lang}
        options={(['zh-CN', 'en'] as const).map((each) => ({ value: each, text: contentLanguages[each], lang: each }))}
      />
      {published && (
        <TextField
          {...at('change')}
          label={t('publishChange')}
          hint={t('publishChangeHint')}
          lang={lang}
          value={value('change', draft?.change ?? '')}
          maxlength={longestChange}
        />
      )}
      <Actions>
        <Button name="act" value="prepare" text={t('publishSave')} />
      </Actions>
    </Act>
  );
}

function Draft(props: RoomProps & { draft: Publication }): Markup {
  const { view, draft, hints, published, accountId } = props;
  const { t } = view;
  const title = draft.publishOn ? t('publishShown', { day: day(view, draft.publishOn) }) : t('publishWaits');
  return (
    <>
      <Panel title={title}>
        <p class="meta">{t('writtenBy', { names: who(view, draft.writers), day: day(view, draft.day) })}</p>
        <h2 lang={draft.language}>{draft.title}</h2>
        <Written text={draft.question} lang={draft.language} />
        <h3>{t('answerAnswer')}</h3>
        <Written text={draft.answer} lang={draft.language} />
        {draft.change && (
          <p>
            {t('publishChange')}: {draft.change}
          </p>
        )}
        {draft.printedName && <p class="meta">{t('publishName', { name: draft.printedName })}</p>}
        <Hints view={view} hints={hints} />
        {!draft.approvedOn && !maySecond(draft, accountId) && <p>{t('secondWaits')}</p>}
        {!draft.approvedOn && maySecond(draft, accountId) && (
          <Act of={props}>
            <Hidden name="revision" value={draft.revision} />
            <Actions>
              <Button name="act" value="approve" text={t(published ? 'publishApproveCorrection' : 'publishApprove')} />
            </Actions>
          </Act>
        )}
        <Act of={props}>
          <Hidden name="revision" value={draft.revision} />
          <Actions>
            <Button kind="second" name="act" value="drop" text={t('publishDrop')} />
          </Actions>
        </Act>
      </Panel>
      <Details summary={t('publishEdit')} open={typedText(props.typed, 'act') === 'prepare'}>
        <Write {...props} />
      </Details>
    </>
  );
}

function Hints({ view, hints }: { view: View; hints: readonly Hint[] }): Markup | null {
  if (hints.length === 0) return null;
  return (
    <Banner kind="warning" title={view.t('publishHints')}>
      <div class="prose">
        <ul>
          {hints.map(({ found }) => (
            <li dir="auto">{found}</li>
          ))}
        </ul>
      </div>
    </Banner>
  );
}

function Withdraw(props: RoomProps): Markup {
  const { view, typed, troubles } = props;
  const { t } = view;
  return (
    <Details summary={t('publishWithdraw')} open={typedText(typed, 'act') === 'withdraw'}>
      <p>{t('publishWithdrawLead')}</p>
      <Act of={props}>
        <Select
          name="ground"
          label={t('publishGround')}
          value={typedText(typed, 'ground')}
          error={errorAt(view, troubles, 'ground')}
          options={[
            { value: '', text: t('officeChoose') },
            ...withdrawalGrounds.map((ground) => ({ value: ground, text: t(`ground_${ground}`) })),
          ]}
        />
        <TextArea
          name="withdrawReason"
          label={t('publishWhy')}
          rows={3}
          value={typedText(typed, 'withdrawReason')}
          error={errorAt(view, troubles, 'withdrawReason')}
          maxlength={longestChange}
        />
        <Actions>
          <Button kind="danger" name="act" value="withdraw" text={t('publishWithdraw')} />
        </Actions>
      </Act>
    </Details>
  );
}
