/** Replies as rows of a spreadsheet: what was answered, never when. */
import type { Sheet } from '#platform/documents/sheet.ts';
import { cellText, say, type View } from '../pages/frame.tsx';
import type { Shown } from './model/figures.ts';
import { type Slip, wordedFor } from './model/slip.ts';
import { inWords } from './pages/form.tsx';
import { valueInWords } from './pages/totals.tsx';
import type { Replies, Reply } from './replies.ts';

/** By name, of classes that the reader may see; with those who have still to answer only where `missing` says so. */
export function sheetOfReplies(
  view: View,
  slip: Slip,
  main: string,
  title: string,
  replies: Replies,
  classNames: ReadonlyMap<number, string>,
  missing: boolean,
): Sheet {
  const t = say(view);
  const pupils = (reply: Reply) => reply.pupils.map(({ name }) => name).join(t('comma'));
  const marks = (reply: Reply) =>
    [
      reply.differs && t('differs'),
      reply.ended && t('endedGuardian'),
      reply.answer?.means === 'told' && t('enteredOnPaper'),
    ]
      .filter(Boolean)
      .join(t('comma'));
  const rowOf = (reply: Reply, state: string) => [
    classNames.get(reply.classId) ?? '',
    pupils(reply),
    reply.guardianName,
    ...slip.questions.map((question) => {
      const value = reply.answer?.answers[question.key];
      if (question.kind === 'number' && typeof value === 'number') return value;
      return reply.answer ? inWords(view, question, reply.answer, view.language, main) : '';
    }),
    state,
  ];
  const open = missing
    ? replies.missing.flatMap(({ who }) => who.map((reply) => rowOf(reply, t('stillToAnswer'))))
    : [];
  return {
    title,
    header: [
      t('class'),
      t('child'),
      t('guardianName'),
      ...slip.questions.map((question) => wordedFor(question.text, view.language, main)),
      t('replyState'),
    ],
    rows: [...replies.given.map((reply) => rowOf(reply, marks(reply))), ...open],
  };
}

/** Figures, with the same cells as the page. */
export function sheetOfTotals(
  view: View,
  slip: Slip,
  main: string,
  title: string,
  shown: readonly Shown[] | null,
): Sheet {
  const t = say(view);
  const rows = slip.questions.flatMap((question, index) => {
    const figures = shown?.[index];
    const words = wordedFor(question.text, view.language, main);
    if (!figures) return [];
    const number = (cell: Shown['n']) => (cell.show === 'number' ? cell.n : cellText(view, cell));
    const sum = figures.sum === null ? [] : [[words, t('sumOf', { sum: '', unit: '' }).trim(), figures.sum]];
    return [
      [words, t('answeredN'), number(figures.n)],
      ...sum,
      ...figures.rows.map((row) => [words, valueInWords(view, question, row.value, main), number(row.cell)]),
    ];
  });
  return { title, header: [t('questions'), t('answerValue'), t('times')], rows };
}
