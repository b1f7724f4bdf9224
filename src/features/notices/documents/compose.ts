/** A notice as an official document. */
import { blocksOf } from '#platform/documents/blocks.ts';
import { withHeadingNumbers } from '#platform/documents/headings.ts';
import type { Block, OfficialDocument } from '#platform/documents/model.ts';
import { contentLanguages, dateAround, wordsLanguage } from '#platform/i18n.ts';
import { mailWords } from '../messages/mail.ts';
import { words } from '../messages/words.ts';

import { awaitsCountersign, type Text, type Whole } from '../model/notice.ts';
import { numberFor, openNumber } from '../numbers/model/number.ts';
import { publicPath } from '../paths.ts';

export interface Issue {
  office: string;
  publicUrl: string;
  /** The local day of publication; null of what is not out. */
  publishedOn: string | null;
  correctedOn: string | null;
  today: string;
}

/** Longer than this, a first line that ends with a colon is a sentence and not whom it is to. */
const longestAddressee = 60;

export function officialDocument(whole: Whole, text: Text, issue: Issue): OfficialDocument {
  const { notice, forwarded } = whole;
  const language = wordsLanguage(text.language);
  const t = words(language, text.language);
  const official = text.language === 'zh-CN';
  const year = issue.today.slice(0, 4);
  const draft = issue.publishedOn === null;
  const open = notice.numberCode === null ? null : openNumber({ code: notice.numberCode }, Number(year));
  const date = draft ? t('documentDraftDay', { year }) : dateAround(issue.publishedOn as string, text.language);
  const { addressee, body } = forwarded
    ? { addressee: null, body: passedOn(whole, text) }
    : partsOf(blocksOf(text.body));
  const numbered = notice.numberCodeId !== null;
  return {
    form: official ? 'official' : 'letter',
    language: text.language,
    // What has no number of the office is a notice of every day, not one of its 文件.
    head: official && numbered ? t('documentHead', { office: issue.office }) : issue.office,
    office: issue.office,
    date,
    number: numberFor(notice, language) ?? open,
    title: text.title,
    addressee,
    body: official ? withHeadingNumbers(body) : body,
    attachments: whole.attachments.map((file) => file.name.replace(/\.[A-Za-z0-9]{1,5}$/, '')),
    notes: notesOf(whole, text, issue),
    imprint:
      official && numbered && !draft ? { office: issue.office, issued: t('documentIssued', { day: date }) } : null,
    draftMark: draft ? t('documentDraft') : null,
    words: { attachment: t('documentAttachment'), colon: t('colon') },
  };
}

/** Whom it is to, if the first line says so, and the rest. */
function partsOf(blocks: Block[]): { addressee: string | null; body: Block[] } {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return { addressee: null, body: blocks };
  const line = first.spans.map((span) => span.text).join('');
  const isAddressee =
    /[：:,，]$/u.test(line) && line.length <= longestAddressee && !first.spans.some((span) => span.break);
  return isAddressee ? { addressee: line, body: rest } : { addressee: null, body: blocks };
}

/** The preface, and after it the original with its issuer. */
function passedOn({ notice, forwarded }: Whole, text: Text): Block[] {
  const plain = (words: string): Block => ({ kind: 'paragraph', spans: [{ text: words }] });
  const preface = (notice.preface ?? '').split(/\n+/).filter(Boolean).map(plain);
  const said = mailWords(wordsLanguage(text.language), text.language)('originalBy', {
    office: forwarded?.office ?? '',
  });
  return [...preface, plain(said), { kind: 'rule' }, ...blocksOf(text.body)];
}

function notesOf(whole: Whole, text: Text, issue: Issue): string[] {
  const t = words(wordsLanguage(text.language), text.language);
  const { notice, texts } = whole;
  const notes: string[] = [];
  const main = contentLanguages[notice.mainLanguage];
  if (issue.publishedOn === null) return notes;
  if (notice.version > 1 && issue.correctedOn) {
    notes.push(t('documentCorrected', { version: notice.version, day: dateAround(issue.correctedOn, text.language) }));
  }
  if (awaitsCountersign(notice)) notes.push(t('documentUrgent'));
  if (text.isOlder) notes.push(t('olderForReaders', { language: main }));
  else if (texts.length > 1 && text.language !== notice.mainLanguage)
    notes.push(t('documentMainLanguage', { language: main }));
  if (notice.isPublic) notes.push(t('documentAddress', { address: issue.publicUrl + publicPath(notice.id) }));
  return notes;
}
