/** Records and letters of the law as official documents, PDF and DOCX. */
import { localDate } from '#platform/clock.ts';
import { withHeadingNumbers } from '#platform/documents/headings.ts';
import type { Block, OfficialDocument, Span } from '#platform/documents/model.ts';
import { dateInWords, type Language, momentInWords } from '#platform/i18n.ts';
import { words } from './messages.ts';
import { type Addressed, told } from './model/letters.ts';
import { type Answers, type BreachStep, dueAt, duties, type PrivacyRecord, questions } from './model/records.ts';

export interface RecordIssue {
  language: Language;
  zone: string;
  /** The authority's name. */
  office: string;
  names: ReadonlyMap<number, string>;
}

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => ({ kind: 'paragraph', spans: [{ text: line }] }));

const heading = (text: string): Block => ({ kind: 'heading', level: 1, spans: [{ text }] });
const row = (...texts: string[]): Span[][] => texts.map((text) => [{ text }]);

/** A question and its answer each; Chinese headings have the numbers of official documents, others plain ones. */
function sections(parts: readonly { title: string; blocks: Block[] }[], language: Language): Block[] {
  if (language !== 'zh-CN') {
    return parts.flatMap(({ title, blocks }, n) => [heading(`${n + 1}. ${title}`), ...blocks]);
  }
  return withHeadingNumbers(parts.flatMap(({ title, blocks }) => [heading(title), ...blocks]));
}

function shell(language: Language, office: string) {
  const t = words(language);
  return {
    form: language === 'zh-CN' ? ('official' as const) : ('letter' as const),
    language,
    head: office,
    office,
    number: null,
    attachments: [],
    notes: [],
    imprint: null,
    words: { attachment: t('documentAttachment'), colon: t('colon') },
  };
}

/** One record as it stands: facts, each question, and of a breach who had to be told by when and what was done. */
export function recordDocument(
  { record, answers, steps }: { record: PrivacyRecord; answers: Answers; steps: readonly BreachStep[] },
  { language, zone, office, names }: RecordIssue,
): OfficialDocument {
  const t = words(language);
  const when = (at: Date) => momentInWords(at, language, zone);
  const day = (at: Date) => dateInWords(localDate(at, zone), language);
  const name = (id: number) => names.get(id) ?? t('nobody', { id: String(id) });
  const facts: [string, string][] = [
    [t('documentKind'), t(`kind_${record.kind}`)],
    [t('documentVersion'), t('documentVersionOf', { n: record.version, when: when(record.changedAt) })],
    ...(record.foundAt ? [[t('foundAt'), when(record.foundAt)] as [string, string]] : []),
    ...(record.approvedAt && record.approvedBy !== null
      ? [
          [t('approvedBy'), t('decidedLine', { name: name(record.approvedBy), when: when(record.approvedAt) })] as [
            string,
            string,
          ],
        ]
      : []),
    ...(record.reviewOn ? [[t('reviewOn'), dateInWords(record.reviewOn, language)] as [string, string]] : []),
    ...(record.closedAt ? [[t('documentClosed'), when(record.closedAt)] as [string, string]] : []),
  ];
  const parts = questions[record.kind].map((key) => ({
    title: t(`q_${record.kind}_${key}` as Parameters<typeof t>[0]),
    blocks: paragraphs(answers[key]?.trim() || t('notAnswered')),
  }));
  const breach = record.foundAt ? breachParts(record.foundAt, steps, { language, when }) : [];
  const table: Block = {
    kind: 'table',
    align: ['left', 'left'],
    head: row(t('documentFact'), t('documentSays')),
    rows: facts.map(([key, value]) => row(key, value)),
  };
  return {
    ...shell(language, office),
    title: record.title,
    addressee: null,
    date: day(record.approvedAt ?? record.changedAt),
    body: [table, ...sections([...parts, ...breach], language)],
    // A breach is written in while it goes on; the two others bind nobody before a second person has approved them.
    draftMark: record.kind !== 'breach' && record.state === 'draft' ? t('documentDraft') : null,
  };
}

function breachParts(
  foundAt: Date,
  steps: readonly BreachStep[],
  { language, when }: { language: Language; when: (at: Date) => string },
): { title: string; blocks: Block[] }[] {
  const t = words(language);
  const doneOf = (key: string) => steps.find((step) => step.kind === key);
  const toTell: Block = {
    kind: 'table',
    align: ['left', 'left', 'left'],
    head: row(t('told'), t('byWhen'), t('state')),
    rows: duties.map(({ key, withinMs }) => {
      const step = doneOf(key);
      const by =
        withinMs === 0 ? t('atOnce', { when: when(foundAt) }) : t('until', { when: when(dueAt(key, foundAt)) });
      return row(t(`duty_${key}`), by, step ? t('doneOn', { when: when(step.doneAt) }) : t('notDone'));
    }),
  };
  const done: Block = {
    kind: 'table',
    align: ['left', 'left'],
    head: row(t('stepWhen'), t('stepKind')),
    rows: [
      row(when(foundAt), t('stepFound')),
      ...steps.map((step) =>
        row(when(step.doneAt), [t(`duty_${step.kind}`), step.text].filter(Boolean).join(t('colon'))),
      ),
    ],
  };
  return [
    { title: t('whoByWhen'), blocks: [toTell] },
    { title: t('timeline'), blocks: [done] },
  ];
}

/** The letter about a breach (PIPL Art. 57); a draft while something that the law wants told is not written. */
export function letterDocument(
  to: Addressed,
  { foundAt, answers, today }: { foundAt: Date; answers: Answers; today: string },
  { language, zone, office }: Omit<RecordIssue, 'names'>,
): OfficialDocument {
  const t = words(language);
  const when = momentInWords(foundAt, language, zone);
  const parts = told[to].map((key) => ({
    title: t(`q_breach_${key}` as Parameters<typeof t>[0]),
    blocks: paragraphs((answers[key] ?? '').trim() || t('toFill')),
  }));
  const opening = [t(`letter_open_${to}`, { when }), ...(to === 'authority' ? [t('letter_found', { when })] : [])];
  const whole = told[to].every((key) => (answers[key] ?? '').trim() !== '');
  return {
    ...shell(language, office),
    title: t(`letter_title_${to}`),
    addressee: t(`letter_to_${to}`),
    date: dateInWords(today, language),
    body: [...opening.flatMap(paragraphs), ...sections(parts, language), ...paragraphs(t(`letter_end_${to}`))],
    draftMark: whole ? null : t('documentDraft'),
  };
}
