/** The case of a receipt code. Every page of it is the answer to a form that carries the code: there is no session. */
import { dateInWords, hasKey } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { FileField, Hidden, TextArea, TextField } from '#ui/field/field.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tag, type TagKind } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { words } from '../../messages.ts';
import type { FileLine } from '../../model/brought.ts';
import { longestText } from '../../model/kinds.ts';
import type { State } from '../../model/state.ts';
import { askWords } from '../messages.ts';
import { acceptedFiles, largestMb, mostFiles } from '../model/limits.ts';
import type { ShownCase, ShownMessage, ShownStep } from '../model/shown.ts';
import { askPath } from '../paths.ts';
import { AskFrame, type AskView, errorAt, Troubles, Written } from './frame.tsx';
import { CaseOutcome } from './outcome.tsx';
import { fileInWords } from './write.tsx';

export function CodePage(props: { view: AskView; typed: string; troubles: readonly Trouble[] }): Markup {
  const { view, typed, troubles } = props;
  const { t, language } = view;
  const back = { href: askPath('start', language), text: t('title') };
  return (
    <AskFrame view={view} title={t('codeTitle')} back={back}>
      <Troubles t={t} troubles={troubles} />
      <PageHeading title={t('codeTitle')} />
      <form method="post" action={askPath('case', language)} autocomplete="off" novalidate>
        <TextField
          name="code"
          label={t('receiptLabel')}
          hint={t('codeLead')}
          value={typed}
          autocomplete="off"
          noSpellcheck
          maxlength={60}
          error={errorAt(t, troubles, 'code')}
        />
        <Actions>
          <Button text={t('codeOpen')} />
        </Actions>
      </form>
      <p class="hint">{t('quickExitHint')}</p>
    </AskFrame>
  );
}

export interface CaseProps {
  view: AskView;
  code: string;
  found: ShownCase;
  category: string;
  organisation: string | undefined;
  office: string | undefined;
  late: boolean;
  steps: readonly ShownStep[];
  messages: readonly ShownMessage[];
  files: readonly FileLine[];
  /** Whether something can be added, and whether it can be withdrawn. */
  open: boolean;
  withdrawable: boolean;
  done: 'answered' | 'withdrawn' | 'nameDropped' | undefined;
  /** Of a sealed name: whether anybody can open it. */
  sealed: boolean | undefined;
  typed: string;
  troubles: readonly Trouble[];
  outcome: readonly Content[];
}

const colours: Readonly<Record<State, TagKind>> = {
  received: 'wait',
  accepted: 'wait',
  answered: 'ok',
  closed: 'ok',
  declined: 'neutral',
  passed_on: 'info',
  merged: 'info',
  withdrawn: 'neutral',
};

export function CasePage(props: CaseProps): Markup {
  const { view, found, code, messages, files, steps } = props;
  const { t, language } = view;
  const say = words(language);
  const title = t('caseTitle', { number: found.number });
  const state = <Tag kind={colours[found.state]} text={say(`state_${found.state}`)} />;
  const asked = messages.at(-1);
  // A deadline that was met, or missed, is not one that runs.
  const running = found.state === 'received' || found.state === 'accepted';
  return (
    <AskFrame view={view} title={title}>
      <Troubles t={t} troubles={props.troubles} />
      {props.done && (
        <Banner kind="success">
          <p>{t(props.done)}</p>
        </Banner>
      )}
      <PageHeading title={title} caption={`${say(`kind_${found.kind}`)} · ${props.category}`} meta={state} />
      <SummaryList
        rows={[
          { key: t('caseReceived'), value: dateInWords(found.receivedOn, language) },
          ...(found.dueOn && running
            ? [{ key: t('caseDue'), value: <Deadline {...props} dueOn={found.dueOn} /> }]
            : []),
          { key: t('caseOffice'), value: props.office ?? t('caseOfficeNone') },
          { key: t('organisation'), value: props.organisation ?? t('organisationNone') },
          ...(props.sealed === undefined
            ? []
            : [{ key: t('caseWay'), value: t(props.sealed ? 'caseSealed' : 'caseSealedClosed') }]),
        ]}
      />
      <CaseOutcome parts={props.outcome} />
      {asked && !asked.fromPerson && props.open && (
        <Panel title={t('fromOffice')}>
          <Written text={asked.text} />
          <a href="#f-text">{t('answerTitle')}</a>
        </Panel>
      )}
      <h2>{t('caseSteps')}</h2>
      {steps.length === 0 ? (
        <p>{t('caseNothing')}</p>
      ) : (
        <Timeline
          items={steps.map((step) => ({
            time: dateInWords(step.day, language),
            datetime: step.day,
            text: stepInWords(view, step),
            meta: step.reason || step.text ? <Why view={view} step={step} /> : undefined,
          }))}
        />
      )}
      {messages.length > 0 && <h2>{t('caseMessages')}</h2>}
      {messages.map((message) => (
        <section>
          <h3>
            {t(message.fromPerson ? 'fromYou' : 'fromOffice')}{' '}
            <span class="meta">{dateInWords(message.day, language)}</span>
          </h3>
          <Written text={message.text} />
          <Files {...{ view, code }} files={files.filter((file) => file.message === message.n)} />
        </section>
      ))}
      {props.open && <AddForm {...props} />}
      <Details summary={t('caseText')}>
        {found.text !== null && <Written text={found.text} />}
        {found.address !== null && <p>{found.address}</p>}
        <Files {...{ view, code }} files={files.filter((file) => file.message === null)} />
      </Details>
      {props.sealed !== undefined && (
        <Details summary={t('dropName')}>
          <p>{t('dropNameText')}</p>
          <form method="post" action={askPath('dropName', language)}>
            <Hidden name="code" value={code} />
            <Button kind="danger" text={t('dropName')} />
          </form>
        </Details>
      )}
      {props.withdrawable && (
        <Details summary={t('withdrawTitle')}>
          <p>{t('withdrawText')}</p>
          <form method="post" action={askPath('withdraw', language)}>
            <Hidden name="code" value={code} />
            <Button kind="danger" text={t('withdrawTitle')} />
          </form>
        </Details>
      )}
      <p>
        <a href={askPath('start', language)}>{t('close')}</a>
      </p>
    </AskFrame>
  );
}

function Deadline({ view, found, late, dueOn }: CaseProps & { dueOn: string }): Markup {
  const { t, language } = view;
  const day = dateInWords(dueOn, language);
  return (
    <>
      {t(found.state === 'received' ? 'caseDueAccept' : 'caseDueAnswer', { day })}
      {found.dueProvisional && ` ${t('caseDueProvisional')}`} {late && <Tag kind="late" text={t('caseLate')} />}
    </>
  );
}

/** The person's own acts in words to them; others by the words of the act, else of the state that it led to. */
function stepInWords({ t, language }: AskView, { act, office }: ShownStep): string {
  const own = `own_${act}`;
  const key = [`step_${act}`, `state_${act}`].find((one) => hasKey(words.catalogue, one));
  const text = hasKey(askWords.catalogue, own)
    ? t(own)
    : key && hasKey(words.catalogue, key)
      ? words(language)(key)
      : act;
  return office ? `${text} · ${office}` : text;
}

/** The reason of law, and what was said with it. */
function Why({ view, step }: { view: AskView; step: ShownStep }): Markup {
  const key = `reason_${step.reason}`;
  return (
    <>
      {step.reason && hasKey(words.catalogue, key) && <p>{words(view.language)(key)}</p>}
      {step.text && <Written text={step.text} />}
    </>
  );
}

function Files(props: { view: AskView; code: string; files: readonly FileLine[] }): Markup {
  const { view, code, files } = props;
  const { t, language } = view;
  return (
    <>
      {files.map((file) => {
        const { kind, size } = fileInWords(view, file);
        return (
          <form method="post" action={askPath('file', language)}>
            <Hidden name="code" value={code} />
            <Hidden name="file" value={file.id} />
            {t('fileN', { n: file.position })}: {kind}, {size}{' '}
            <button type="submit" class="plain">
              {t('download')}
              <span class="hidden"> {t('fileN', { n: file.position })}</span>
            </button>
          </form>
        );
      })}
    </>
  );
}

function AddForm({ view, code, typed, troubles }: CaseProps): Markup {
  const { t, language } = view;
  return (
    <>
      <h2>{t('answerTitle')}</h2>
      <form
        method="post"
        action={askPath('answer', language)}
        enctype="multipart/form-data"
        autocomplete="off"
        novalidate
      >
        <Hidden name="code" value={code} />
        <TextArea
          name="text"
          label={t('answerText')}
          hint={t('answerHint')}
          rows={5}
          value={typed}
          maxlength={longestText}
          noSpellcheck
          error={errorAt(t, troubles, 'text')}
        />
        <FileField
          name="files"
          label={t('files')}
          hint={t('filesHint', { n: mostFiles, megabytes: largestMb })}
          accept={acceptedFiles}
          multiple
          error={errorAt(t, troubles, 'files')}
        />
        <Actions>
          <Button text={t('answerSend')} />
        </Actions>
      </form>
    </>
  );
}

/** One more look before what can't be undone. */
export function WithdrawPage({ view, code, number }: { view: AskView; code: string; number: string }): Markup {
  const { t, language } = view;
  return (
    <AskFrame view={view} title={t('withdrawAsk')}>
      <PageHeading title={t('withdrawAsk')} caption={t('caseTitle', { number })} />
      <p>{t('withdrawText')}</p>
      <form method="post" action={askPath('withdraw', language)}>
        <Hidden name="code" value={code} />
        <div class="actions">
          <Button kind="danger" name="sure" value="yes" text={t('withdrawSure')} />
          <Button kind="second" text={t('keepOpen')} formaction={askPath('case', language)} />
        </div>
      </form>
    </AskFrame>
  );
}

export function DropNamePage({ view, code, number }: { view: AskView; code: string; number: string }): Markup {
  const { t, language } = view;
  return (
    <AskFrame view={view} title={t('dropName')}>
      <PageHeading title={t('dropName')} caption={t('caseTitle', { number })} />
      <p>{t('dropNameText')}</p>
      <form method="post" action={askPath('dropName', language)}>
        <Hidden name="code" value={code} />
        <div class="actions">
          <Button kind="danger" name="sure" value="yes" text={t('dropNameSure')} />
          <Button kind="second" text={t('dropNameKeep')} formaction={askPath('case', language)} />
        </div>
      </form>
    </AskFrame>
  );
}
