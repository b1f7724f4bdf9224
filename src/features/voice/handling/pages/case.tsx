/** One case at the desk: what was brought, what was done, what comes next. */
import { mapSide } from '#features/map/feature.ts';
import { sizeInWords } from '#platform/files/size.ts';
import type { Typed } from '#platform/http/form.ts';
import type { Trouble } from '#platform/trouble.ts';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Markup } from '#ui/content.ts';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Panel } from '#ui/panel/panel.tsx';
import { SummaryList } from '#ui/summary-list/summary-list.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { endingOf, type FileLine } from '../../model/brought.ts';
import type { Answer, Case, Message, Step } from '../../model/case.ts';
import type { ClockRules } from '../../model/clock.ts';
import { releaseRoom } from '../../open311/paths.ts';
import { publishRoomPath } from '../../published/paths.ts';
import { type Relay, RelayPanel } from '../../sealed/pages/relay.tsx';
import type { Proposal } from '../model/proposal.ts';
import type { Memo, Task } from '../model/rows.ts';
import { accusedRoom, answerRoom, casePath, declareAnewPath, filePath, redactRoom } from '../paths.ts';
import { Inside, NextSteps, Waiting } from './forms.tsx';
import { Deadline, DeskPage, day, inWords, StateTag, titleIn, type View } from './frame.tsx';

/** Where the thing is: what is near, and a picture around it where there is a map. */
export interface Spot {
  near: { name: string; metres: number } | undefined;
  picture: string | undefined;
}

export interface CaseProps {
  view: View;
  one: Case;
  rules: ClockRules;
  titles: Record<string, string>;
  office: string | null;
  organisation: string | null;
  /** The other case, where this one was merged and the reader may see it. */
  mergedInto: string | null;
  files: readonly FileLine[];
  messages: readonly Message[];
  steps: readonly Step[];
  answers: readonly Answer[];
  proposals: readonly Proposal[];
  memos: readonly Memo[];
  tasks: readonly Task[];
  accountId: number;
  /** Offices to which it may go; empty for whoever does not assign. */
  offices: readonly { id: number; name: string }[];
  /** Until when it may be given back; undefined: no longer. */
  giveBackUntil: string | undefined;
  /** The last day to which it may be extended. */
  extensionUntil: string | undefined;
  mayDeclare: boolean;
  /** Of a sealed name: whether somebody can open it, and what became of word. */
  relay: Relay | undefined;
  spot: Spot | undefined;
  /** Whether a text of it may leave by Open311, and since when one does. */
  release: { may: boolean; release: { day: string } | undefined };
  typed: Typed;
  troubles: readonly Trouble[];
}

export function CasePage(props: CaseProps): Markup {
  const { view, one, titles, troubles } = props;
  const { t } = view;
  const title = `${titleIn(view, titles)} · ${one.number}`;
  const ongoing = one.state === 'received' || one.state === 'accepted';
  return (
    <DeskPage view={view} title={title} troubles={troubles}>
      <PageHeading
        title={title}
        caption={t(`kind_${one.kind}`)}
        meta={
          <>
            <StateTag view={view} state={one.state} />{' '}
            {one.round > 0 && <Tag kind="info" text={t(one.round === 1 ? 'round_1' : 'round_2')} />}
          </>
        }
      />
      <Facts {...props} />
      <Texts {...props} />
      <Answers {...props} />
      <Waiting {...props} />
      <NextSteps {...props} />
      {props.relay && <RelayPanel view={view} number={one.number} relay={props.relay} />}
      <h2>{t('caseSteps')}</h2>
      <Timeline
        items={stepsWithReceipt(props)
          .map((step) => ({ time: day(view, step.day), datetime: step.day, ...said(view, step) }))
          .reverse()}
      />
      <Inside {...props} />
      {ongoing && props.mayDeclare && (
        <Panel title={t('declareAnew')}>
          <p>{t('declareAnewText')}</p>
          <Button kind="second" href={declareAnewPath} text={t('declareAnewLink')} />
        </Panel>
      )}
    </DeskPage>
  );
}

/** Each begins with its receipt, whether or not there is a step for it. */
function stepsWithReceipt({ one, steps }: CaseProps): readonly Step[] {
  if (steps.some((step) => step.act === 'received')) return steps;
  const nothing = { officeId: null, office: null, accountId: null, reason: null, text: null };
  return [{ n: 0, day: one.receivedOn, act: 'received', round: 0, ...nothing }, ...steps];
}

function said(view: View, step: Step): { text: string; meta?: Markup } {
  const { t } = view;
  const text = inWords(view, { field: null, key: `step_${step.act}` });
  const reason = step.reason && inWords(view, { field: null, key: `reason_${step.reason}` });
  const parts = [step.office, reason, step.text].filter(Boolean);
  return {
    text: step.round > 0 ? t('stepInRound', { step: text, round: t(step.round === 1 ? 'round_1' : 'round_2') }) : text,
    ...(parts.length > 0 && { meta: <>{parts.join(' · ')}</> }),
  };
}

function Facts({ view, one, office, organisation, rules, mergedInto, release, spot }: CaseProps): Markup {
  const { t, language } = view;
  const rows = [
    { key: t('caseOffice'), value: office ?? t('officeNone') },
    ...(organisation ? [{ key: t('caseAbout'), value: organisation }] : []),
    { key: t('caseReceived'), value: day(view, one.receivedOn) },
    ...(one.state === 'received' || one.state === 'accepted'
      ? [
          {
            key: t('caseDue'),
            value: (
              <>
                <Deadline view={view} one={one} />
                <div class="meta">{rules.source[language]}</div>
              </>
            ),
          },
        ]
      : []),
    { key: t('caseWay'), value: t(`way_${one.way}`) },
    { key: t('caseMayPublish'), value: t(one.mayPublish ? 'yes' : 'no') },
    ...(one.address || one.latitude !== null
      ? [
          {
            key: t('casePlace'),
            value: (
              <>
                {[
                  one.address,
                  one.latitude !== null && `${one.latitude}, ${one.longitude}`,
                  spot?.near && t('mapNear', { ...spot.near }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                {spot?.picture && (
                  <div>
                    <img src={spot.picture} alt={t('casePlace')} width={mapSide} height={mapSide} loading="lazy" />
                  </div>
                )}
              </>
            ),
          },
        ]
      : []),
    ...(release.may
      ? [
          {
            key: t('release'),
            value: (
              <a href={releaseRoom.path(one.number)}>
                {release.release ? t('releaseSince', { day: day(view, release.release.day) }) : t('releaseNone')}
              </a>
            ),
          },
        ]
      : []),
    ...(one.settled === null
      ? []
      : [{ key: t('caseAnswers'), value: t(one.settled ? 'caseSettled_yes' : 'caseSettled_no') }]),
    ...(one.rating === null ? [] : [{ key: t('caseRating'), value: t('ratingN', { n: one.rating }) }]),
    ...(mergedInto
      ? [
          {
            key: t('state_merged'),
            value: <a href={casePath(mergedInto)}>{t('caseMergedInto', { number: mergedInto })}</a>,
          },
        ]
      : []),
  ];
  return <SummaryList rows={rows} />;
}

function Lines({ text }: { text: string }): Markup {
  return (
    <>
      {text.split(/\n{2,}/).map((block) => (
        <p>
          {block.split('\n').map((line, n) => (
            <>
              {n > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
    </>
  );
}

/** Texts of persons stand as they were written, never as markup. */
function Texts({ view, one, files, messages }: CaseProps): Markup {
  const { t } = view;
  const covers = (one.text ?? '') !== '' || messages.some((message) => message.fromPerson);
  return (
    <>
      <h2>{t('caseText')}</h2>
      <div lang={one.language}>
        <Lines text={one.text ?? ''} />
      </div>
      {files.length > 0 && (
        <AttachmentList
          items={files.map((file, index) => ({
            href: filePath(one.number, file.id),
            name: t('caseFileN', { n: index + 1 }),
            meta: `${endingOf(file.mediaType).toUpperCase()} · ${sizeInWords(file.size)}`,
          }))}
        />
      )}
      {messages.length > 0 && (
        <>
          <h2>{t('caseMessages')}</h2>
          <Timeline
            items={messages.map((message) => ({
              time: day(view, message.day),
              datetime: message.day,
              text: <Lines text={message.text} />,
              meta: t(message.fromPerson ? 'fromPerson' : 'fromOffice'),
            }))}
          />
        </>
      )}
      {covers && (
        <p class="meta">
          <a href={redactRoom.path(one.number)}>{t('redact')}</a>
        </p>
      )}
    </>
  );
}

function Answers({ view, one, answers, proposals }: CaseProps): Markup | null {
  const { t } = view;
  if (answers.length === 0) return null;
  const last = answers.at(-1);
  const drafting = proposals.some(({ sort }) => sort === 'answer');
  return (
    <>
      <h2>{t('caseAnswers')}</h2>
      {answers.map((answer) => (
        <Panel title={t(answer.corrects === null ? 'answerN' : 'answerCorrected', { day: day(view, answer.day) })}>
          {answers.some((later) => later.corrects === answer.n) && <p class="meta">{t('answerReplaced')}</p>}
          <Lines text={answer.text} />
        </Panel>
      ))}
      {(one.state === 'answered' || one.state === 'closed') && last && !drafting && (
        <p>
          <a href={answerRoom.path(one.number)}>{t('draftCorrection')}</a>
        </p>
      )}
      {(one.state === 'answered' || one.state === 'closed') && (
        <p>
          <a href={publishRoomPath(one.number)}>{t('publish')}</a>
        </p>
      )}
    </>
  );
}

/** Complaints of people have this room; a question has no accused. */
export function accusedLink({ t }: View, one: Case): Markup {
  return (
    <p>
      <a href={accusedRoom.path(one.number)}>{t('accused')}</a>
    </p>
  );
}
