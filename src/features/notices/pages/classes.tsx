/** The class teacher's pages: the notices of the own class, who has still to be reached, and the paper list. */
import { localDate } from '#platform/clock.ts';
import { wordsLanguage } from '#platform/i18n.ts';
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { AttachmentList } from '#ui/attachments/attachments.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { Details } from '#ui/details/details.tsx';
import { Checkbox } from '#ui/field/choices.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { Page } from '#ui/page/page.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { PrintSheet, PrintSlips } from '#ui/print-sheet/print-sheet.tsx';
import { Prose } from '#ui/prose/prose.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { Attachment, Notice, Text, Whole } from '../model/notice.ts';
import type { ClassNotice, ClassPerson } from '../model/rows.ts';
import { numberFor } from '../numbers/model/number.ts';
import { classFilePath, classListPath, classPath, classRoomPath, passOnListPath, publicPath } from '../paths.ts';
import { ListenTo } from '../recordings/pages/listen.tsx';
import type { Slip as ReplySlip } from '../slips/model/slip.ts';
import { PaperQuestions } from '../slips/pages/enter.tsx';
import { classRepliesPath } from '../slips/paths.ts';
import { ForwardPanel } from './forwards.tsx';
import { count, Desk, day, errorAt, fileMeta, moment, say, type View } from './frame.tsx';
import { CorrectedBanner } from './versions.tsx';

export type ClassListProps = {
  view: View;
  rows: ClassNotice[];
  offices: ReadonlyMap<number, string>;
  nextHref?: string;
  firstHref?: string;
};

export function ClassListPage({ view, rows, offices, nextHref, firstHref }: ClassListProps): Markup {
  const t = say(view);
  return (
    <Page {...view.shell} title={t('classTitle')} width="wide" noindex>
      <PageHeading title={t('classTitle')} meta={t('classMeta')} />
      <Actions>
        <Button kind="second" href={passOnListPath} text={t('passOnTitle')} />
      </Actions>
      <DataTable
        caption={t('classTitle')}
        captionHidden
        columns={[
          { key: 'title', text: t('noticeTitle') },
          { key: 'class', text: t('class') },
          { key: 'office', text: t('issuingOffice') },
          { key: 'published', text: t('published') },
          { key: 'deadline', text: t('deadline') },
        ]}
        rows={rows.map((row) => ({
          href: classPath(row.id, row.classId),
          cells: {
            title: <span lang={row.titleLanguage}>{row.title}</span>,
            class: row.className,
            office: offices.get(row.organisationId) ?? '',
            published: moment(view, row.publishedAt),
            deadline: row.deadlineOn ? day(view, row.deadlineOn) : '',
          },
        }))}
        empty={{ title: t('noClassNotices'), text: t('noClassNoticesText') }}
      />
      <Pager
        label={t('pages')}
        previousHref={firstHref}
        previousText={t('firstPage')}
        nextHref={nextHref}
        nextText={t('olderPage')}
      />
    </Page>
  );
}

export type ClassProps = {
  view: View;
  notice: Notice;
  whole: Whole;
  classId: number;
  className: string;
  office: string;
  text: Text;
  bodyHtml: string;
  attachments: Attachment[];
  /** Of the own class, exact. */
  people: number;
  reached: number;
  /** Of those reached: told in person, with a reply still to give. */
  replyDue: number;
  /** Names, until the day on which they are no longer shown; then nothing. */
  left: ClassPerson[] | null;
  until: string;
  troubles?: readonly Trouble[];
};

export function ClassPage(props: ClassProps): Markup {
  const { view, notice, classId, text, left, troubles } = props;
  const t = say(view);
  const top = { href: classListPath, text: t('classTitle') };
  return (
    <Desk view={view} title={text.title} top={top} troubles={troubles} wide>
      <PageHeading
        title={text.title}
        lang={text.language}
        caption={[numberFor(notice, view.language), props.office, props.className].filter(Boolean).join(' · ')}
        meta={notice.deadlineOn && t('until', { day: day(view, notice.deadlineOn) })}
      />
      <ForwardPanel view={view} whole={props.whole} office={props.office} />
      <CorrectedBanner
        view={view}
        notice={notice}
        below={notice.isPublic ? publicPath(notice.id) : null}
        on={localDate(notice.correctedAt ?? (notice.publishedAt as Date), view.zone)}
      />
      {notice.state === 'withdrawn' && (
        <Banner kind="danger" title={t('state_withdrawn')}>
          <p>{notice.withdrawnReason}</p>
        </Banner>
      )}
      <Figures
        items={[
          { value: count(view, props.people), text: t('families') },
          { value: count(view, props.reached), text: t('reached'), kind: 'ok' },
          ...(props.replyDue > 0
            ? [{ value: count(view, props.replyDue), text: t('toldReplyDue'), kind: 'wait' as const }]
            : []),
          { value: count(view, props.people - props.reached), text: t('left'), kind: 'wait' },
        ]}
      />
      {left === null ? (
        <Banner kind="info">
          <p>{t('namesGone', { day: day(view, props.until) })}</p>
        </Banner>
      ) : (
        <form method="post" action={classRoomPath('told', notice.id, classId)}>
          <p class="meta">{t('namesUntil', { day: day(view, props.until) })}</p>
          <DataTable
            caption={t('stillToReach')}
            columns={[
              { key: 'name', text: t('guardian') },
              { key: 'pupils', text: t('pupils') },
              { key: 'phone', text: t('phone') },
              { key: 'delivery', text: t('deliveryState') },
              { key: 'told', text: t('toldInPerson') },
            ]}
            rows={left.map((person) => ({
              cells: {
                name: person.name,
                pupils: person.pupilNames.join(t('comma')),
                phone: person.phone ? <a href={`tel:${person.phone}`}>{person.phone}</a> : '',
                delivery: <DeliveryTag view={view} person={person} />,
                told: (
                  <Checkbox
                    id={`told-${person.personId}`}
                    name="people"
                    value={String(person.personId)}
                    label={`${t('told')} ${person.name}`}
                    labelHidden
                  />
                ),
              },
            }))}
            empty={{ title: t('allReached'), text: t('allReachedText') }}
          />
          {errorAt(t, troubles, 'people') && (
            <p class="error" id="f-people">
              {errorAt(t, troubles, 'people')}
            </p>
          )}
          <Actions>
            {left.length > 0 && <Button text={t('markTold')} />}
            {left.some((person) => person.delivery !== 'delivered') && (
              <Button kind="second" href={classRoomPath('paper', notice.id, classId)} text={t('paperList')} />
            )}
            <Button kind="second" href={classRoomPath('xlsx', notice.id, classId)} text={t('downloadXlsx')} download />
            <Button kind="second" href={classRoomPath('csv', notice.id, classId)} text={t('downloadCsv')} download />
          </Actions>
        </form>
      )}
      {notice.request === 'slip' && (
        <Actions>
          <Button href={classRepliesPath(notice.id, classId)} text={t('slipAnswersLink')} />
        </Actions>
      )}
      <Details summary={t('noticeText')} open={left === null}>
        <ListenTo
          view={view}
          recordings={props.whole.recordings}
          language={text.language}
          below={classPath(notice.id, classId)}
        />
        <Prose html={props.bodyHtml} lang={text.language} />
        {props.attachments.length > 0 && (
          <AttachmentList
            items={props.attachments.map((file) => ({
              href: classFilePath(notice.id, classId, file.id),
              name: file.name,
              meta: fileMeta(view, file),
            }))}
          />
        )}
      </Details>
    </Desk>
  );
}

function DeliveryTag({ view, person }: { view: View; person: ClassPerson }): Markup {
  const kind = { delivered: 'info', failed: 'late', unreachable: 'wait', queued: 'neutral' } as const;
  const state = person.delivery;
  return <Tag kind={kind[state as keyof typeof kind] ?? 'neutral'} text={say(view)(`delivery_${state}`)} />;
}

export type Slip = { name: string; text: Text; bodyHtml: string };

export type PaperProps = {
  view: View;
  title: string;
  office: string;
  number: string | null;
  deadlineOn: string | null;
  publicAddress: string | null;
  backHref: string;
  sheets: { heading: string; people: { name: string; pupilNames: string[]; phone?: string | null }[] }[];
  slips: Slip[];
  /** Printed on each slip, with room to write. */
  form: ReplySlip | null;
  mainLanguage: string;
  nextHref?: string;
};

/** To print: the list of families, and for each a slip with the notice in their language. */
export function PaperPage(props: PaperProps): Markup {
  const { view, sheets, slips, office } = props;
  const t = say(view);
  return (
    <Page
      {...view.shell}
      title={t('paperList')}
      breadcrumbs={{
        label: t('trail'),
        items: [{ href: props.backHref, text: props.title }, { text: t('paperList') }],
      }}
      noindex
    >
      <PageHeading title={t('paperList')} meta={t('paperMeta')} />
      {sheets.length === 0 && <p>{t('allReachableText')}</p>}
      {props.nextHref && (
        <p>
          <a href={props.nextHref}>{t('nextPage')}</a>
        </p>
      )}
      {sheets.map((sheet) => (
        <PrintSheet
          title={sheet.heading}
          office={office}
          meta={[props.title, props.number].filter(Boolean).join(' · ')}
        >
          <DataTable
            caption={sheet.heading}
            captionHidden
            columns={[
              { key: 'name', text: t('guardian') },
              { key: 'pupils', text: t('pupils') },
              { key: 'phone', text: t('phone') },
              { key: 'signature', text: t('toldOn') },
            ]}
            rows={sheet.people.map((person) => ({
              cells: {
                name: person.name,
                pupils: person.pupilNames.join(t('comma')),
                phone: person.phone ?? '',
                signature: '',
              },
            }))}
            empty={{ title: '', text: '' }}
          />
        </PrintSheet>
      ))}
      <PrintSlips
        slips={slips.map((slip) => ({
          title: slip.text.title,
          lang: slip.text.language,
          body: <SlipBody {...props} slip={slip} />,
          reply: <ReplyPart {...props} slip={slip} />,
        }))}
      />
    </Page>
  );
}

/** What is cut off and handed in: that it was received, or the questions. */
function ReplyPart({ view, slip, form, mainLanguage, deadlineOn }: PaperProps & { slip: Slip }): Content {
  if (!deadlineOn) return '';
  const around = slip.text.language;
  const own = { ...view, language: wordsLanguage(around), around };
  if (!form) return <p lang={view.language}>{say(view)('slipReply', { day: day(view, deadlineOn) })}</p>;
  return (
    <PaperQuestions view={own} slip={form} deadlineOn={deadlineOn} language={slip.text.language} main={mainLanguage} />
  );
}

function SlipBody({ view, slip, office, number, publicAddress }: PaperProps & { slip: Slip }): Content {
  const t = say(view);
  return (
    <>
      <p class="meta">{[slip.name, office, number].filter(Boolean).join(' · ')}</p>
      <Prose html={slip.bodyHtml} lang={slip.text.language} />
      {publicAddress && <p class="meta">{t('slipAddress', { address: publicAddress })}</p>}
    </>
  );
}
