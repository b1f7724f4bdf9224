/** Replies by name: of a class for its teacher, of a school's classes for the school's own office. */
import type { Trouble } from '#platform/trouble.ts';
import { Actions } from '#ui/actions/actions.tsx';
import { Banner } from '#ui/banner/banner.tsx';
import { Button } from '#ui/button/button.tsx';
import type { Content, Markup } from '#ui/content.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Select } from '#ui/field/field.tsx';
import { Figures } from '#ui/figures/figures.tsx';
import { PageHeading } from '#ui/heading/heading.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { count, Desk, day, say, type View } from '../../pages/frame.tsx';
import { classListPath, classPath, noticePath } from '../../paths.ts';
import { sameAnswers } from '../model/answer.ts';
import { type Slip, wordedFor } from '../model/slip.ts';
import {
  classRepliesExportPath,
  classReplyFilePath,
  enterPath,
  namesExportPath,
  namesFilePath,
  namesPath,
  repliesPath,
} from '../paths.ts';
import type { Replies, Reply } from '../replies.ts';
import { inWords } from './form.tsx';

type Common = {
  view: View;
  noticeId: number;
  /** The notice's title, and its language. */
  name: string;
  main: string;
  slip: Slip;
  replies: Replies;
};

export type ClassRepliesProps = Common & {
  classId: number;
  className: string;
  deadlineOn: string;
  withdrawn: boolean;
  /** Until the deadline: who has still to answer, and entering it. */
  open: boolean;
  troubles?: readonly Trouble[];
};

export function ClassRepliesPage(props: ClassRepliesProps): Markup {
  const { view, noticeId, classId, open } = props;
  const t = say(view);
  const title = t('repliesOfClass', { name: props.className });
  const top = { href: classListPath, text: t('classTitle') };
  return (
    <Desk view={view} title={title} top={top} trail={[{ href: classPath(noticeId, classId), text: props.name }]} wide>
      <PageHeading
        title={title}
        caption={props.name}
        meta={[
          t('until', { day: day(view, props.deadlineOn) }),
          t(`repliesMeta_${props.slip.per}`),
          t('repliesKept'),
        ].join(' · ')}
      />
      {props.withdrawn && (
        <Banner kind="danger">
          <p>{t('state_withdrawn')}</p>
        </Banner>
      )}
      <Sums {...props} />
      <GivenTable
        {...props}
        fileHref={(file) => classReplyFilePath(noticeId, classId, file)}
        change={open ? (reply) => enterPath(noticeId, classId, reply.guardianId, reply.pupils[0]?.id) : undefined}
      />
      <Actions>
        <Button
          kind="second"
          href={classRepliesExportPath('xlsx', noticeId, classId)}
          text={t('downloadXlsx')}
          download
        />
        <Button
          kind="second"
          href={classRepliesExportPath('csv', noticeId, classId)}
          text={t('downloadCsv')}
          download
        />
      </Actions>
      {open ? (
        <MissingTable {...props} />
      ) : (
        <Banner kind="info">
          <p>{t('repliesGone')}</p>
        </Banner>
      )}
    </Desk>
  );
}

function Sums({ view, slip, replies }: Common): Markup {
  const t = say(view);
  return (
    <Figures
      items={[
        { value: count(view, replies.wanted), text: t(`wanted_${slip.per}`) },
        { value: count(view, replies.answered), text: t('answeredN'), kind: 'ok' },
        { value: count(view, replies.wanted - replies.answered), text: t('unansweredN'), kind: 'wait' },
      ]}
    />
  );
}

type GivenProps = Common & { fileHref: (file: number) => string; change?: (reply: Reply) => string };

function GivenTable(props: GivenProps): Markup {
  const { view, slip, main, replies } = props;
  const t = say(view);
  return (
    <DataTable
      caption={t('replies')}
      narrow="cards"
      columns={[
        { key: 'who', text: t(slip.per === 'child' ? 'child' : 'guardianName') },
        { key: 'other', text: t(slip.per === 'child' ? 'guardianName' : 'child') },
        ...slip.questions.map((question) => ({
          key: `q${question.key}`,
          text: wordedFor(question.text, view.language, main),
          numeric: question.kind === 'number',
        })),
        { key: 'state', text: t('replyState') },
      ]}
      rows={together(slip, replies.given, say(view)('comma')).map((reply) => ({
        marked: reply.differs,
        cells: {
          who: slip.per === 'child' ? childrenOf(view, reply) : reply.guardianName,
          other: slip.per === 'child' ? reply.guardianName : childrenOf(view, reply),
          ...Object.fromEntries(slip.questions.map((question) => [`q${question.key}`, cellOf(props, reply, question)])),
          state: <Remarks {...props} reply={reply} />,
        },
      }))}
      empty={{ title: t('noReplies'), text: t('noRepliesText') }}
    />
  );
}

function cellOf({ view, main, fileHref }: GivenProps, reply: Reply, question: Slip['questions'][number]): Content {
  if (!reply.answer) return '';
  const words = inWords(view, question, reply.answer, view.language, main);
  const file = reply.answer.files.find((one) => one.question === question.key);
  if (question.kind === 'file' && file) return <a href={fileHref(file.id)}>{words}</a>;
  return words || '—';
}

function Remarks({ view, reply, change }: GivenProps & { reply: Reply }): Markup {
  const t = say(view);
  return (
    <>
      {reply.differs && <Tag kind="wait" text={t('differs')} />}{' '}
      {reply.ended && <Tag kind="neutral" text={t('endedGuardian')} />}{' '}
      {reply.answer?.means === 'told' && <Tag kind="info" text={t('enteredOnPaper')} />}{' '}
      {reply.answer?.means === 'told' && change && !reply.ended && (
        <div>
          <a href={change(reply)}>{t('changeReply')}</a>
        </div>
      )}
    </>
  );
}

/** Guardians of one child who said the same share a row. */
function together(slip: Slip, given: readonly Reply[], comma: string): Reply[] {
  const rows: Reply[] = [];
  for (const reply of given) {
    const alike = rows.find((row) => slip.per === 'child' && sameRow(slip, row, reply));
    if (alike) alike.guardianName += comma + reply.guardianName;
    else rows.push({ ...reply });
  }
  return rows;
}

function sameRow(slip: Slip, a: Reply, b: Reply): boolean {
  if (!a.answer || !b.answer || a.ended !== b.ended || a.answer.means !== b.answer.means) return false;
  const filed = a.answer.files.length + b.answer.files.length > 0;
  return !filed && a.pupils[0]?.id === b.pupils[0]?.id && sameAnswers(slip, a.answer, b.answer);
}

function childrenOf(view: View, reply: Reply): string {
  return reply.pupils.map(({ name }) => name).join(say(view)('comma'));
}

function MissingTable({ view, slip, noticeId, classId, replies }: ClassRepliesProps): Markup {
  const t = say(view);
  return (
    <DataTable
      caption={t('stillToAnswer')}
      columns={[
        { key: 'who', text: t(slip.per === 'child' ? 'child' : 'guardianName') },
        { key: 'other', text: t(slip.per === 'child' ? 'guardianName' : 'child') },
        { key: 'enter', text: t('enterReply') },
      ]}
      rows={replies.missing.map(({ name, who }) => ({
        cells: {
          who: name,
          other:
            slip.per === 'child'
              ? who.map((one) => one.guardianName).join(t('comma'))
              : who.map((one) => childrenOf(view, one)).join(t('comma')),
          enter: who.map((one) => (
            <div>
              <a href={enterPath(noticeId, classId, one.guardianId, one.pupils[0]?.id)}>
                {t('enterReply')}
                {who.length > 1 && ` (${one.guardianName})`}
                <span class="hidden"> {name}</span>
              </a>
            </div>
          )),
        },
      }))}
      empty={{ title: t('allAnswered'), text: t('allAnsweredText') }}
    />
  );
}

export type NamesProps = Common & {
  classId: number | null;
  classes: { id: number; name: string }[];
};

/** The school's own office: one class at a time. Who has still to answer is for the class's teacher. */
export function NamesPage(props: NamesProps): Markup {
  const { view, noticeId, classId, classes } = props;
  const t = say(view);
  const trail = [
    { href: noticePath(noticeId), text: props.name },
    { href: repliesPath(noticeId), text: t('replies') },
  ];
  return (
    <Desk view={view} title={t('byName')} trail={trail} wide>
      <PageHeading title={t('byName')} caption={props.name} meta={`${t('byNameMeta')} ${t('repliesKept')}`} />
      {classes.length === 0 || classId === null ? (
        <EmptyState title={t('noClassesHere')} text={t('noClassesHereText')} />
      ) : (
        <>
          <form method="get" action={namesPath(noticeId)}>
            <Select
              name="class"
              label={t('chooseClass')}
              value={String(classId)}
              options={classes.map(({ id, name }) => ({ value: String(id), text: name }))}
            />
            <Actions>
              <Button kind="second" text={t('showClass')} />
            </Actions>
          </form>
          <Sums {...props} />
          <GivenTable {...props} fileHref={(file) => namesFilePath(noticeId, file)} />
          <Actions>
            <Button kind="second" href={namesExportPath('xlsx', noticeId)} text={t('downloadXlsx')} download />
            <Button kind="second" href={namesExportPath('csv', noticeId)} text={t('downloadCsv')} download />
          </Actions>
        </>
      )}
    </Desk>
  );
}
