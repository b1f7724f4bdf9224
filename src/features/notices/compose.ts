/** What a notice looks like in each channel and language; delivery puts each person's own link in for {{link}}. */
import type { MessageContent } from '#features/delivery/feature.ts';
import { type ContentLanguage, dateAround, type Language, languageAround, wordsLanguage } from '#platform/i18n.ts';
import { markdownToHtml, markdownToText } from '#platform/markdown.ts';
import { mailWords } from './messages/mail.ts';
import type { Notice, Text, Whole } from './model/notice.ts';
import { numberFor } from './numbers/model/number.ts';
import { publicPath } from './paths.ts';

export interface Issuer {
  office: string;
  publicUrl: string;
  purpose: Purpose;
}

type Purpose = 'notice' | 'reminder' | 'correction';

const subjects = { notice: 'subject', reminder: 'reminderSubject', correction: 'correctionSubject' } as const;

/** The words around a text in a language. */
function wordsAround(language: ContentLanguage) {
  return mailWords(wordsLanguage(language), language);
}

/** One content a language, the main one first: readers whose language is missing get that. */
export function composeContents(whole: Whole, issuer: Issuer): MessageContent[] {
  const main = whole.notice.mainLanguage;
  const ordered = [...whole.texts].sort((a, b) => Number(b.language === main) - Number(a.language === main));
  return ordered.map((text) => composeContent(whole, text, issuer));
}

export function composeContent(
  { notice, attachments, recordings, forwarded }: Whole,
  written: Text,
  issuer: Issuer,
): MessageContent {
  const text = { ...written, title: unmarked(written.title), body: unmarked(written.body) };
  const language = languageAround(text.language);
  const t = wordsAround(text.language);
  const { purpose } = issuer;
  const office = unmarked(issuer.office);
  const asks = notice.request !== 'none' && notice.deadlineOn;
  const reply = notice.request === 'slip';
  const day = asks ? dateAround(notice.deadlineOn as string, text.language) : '';
  const subject = t(subjectWord(purpose, reply, forwarded !== null), {
    office,
    title: text.title,
  });
  const openLine = asks ? t(reply ? 'replyBy' : 'acknowledgeBy', { day }) : t('readOnline');
  const spoken = recordings.find((one) => one.language === text.language) ?? recordings[0];
  const listen = spoken ? t('listen', { length: lengthIn(text.language, spoken.seconds) }) : '';
  const files = attachments.map((file) => unmarked(file.name));
  const open = forwarded?.isPublic ? forwarded.id : notice.isPublic ? notice.id : null;
  const publicLine = open ? t('publicPage', { address: issuer.publicUrl + publicPath(open) }) : '';
  const foot = [t('linkIsYours'), publicLine, t(forwarded ? 'passedOnBy' : 'issuedBy', { office })].filter(Boolean);
  const note = noteOf(notice, purpose, text.language);
  const passedOn = forwarded
    ? [unmarked(notice.preface ?? ''), t('originalBy', { office: unmarked(forwarded.office) })]
    : [];
  const number = numberFor(notice, wordsLanguage(text.language));
  const head = [number, note].filter(Boolean) as string[];
  const parts = {
    text: [
      ...passedOn,
      text.title,
      ...head,
      markdownToText(text.body),
      files.length ? [t('attachments'), ...files.map((name) => `- ${name}`)].join('\n') : '',
      [listen, `${openLine}\n{{link}}`].filter(Boolean).join('\n'),
      foot.join('\n'),
    ],
  };
  const html = [
    `<div lang="${text.language}" style="max-width:36em;${fontOf(text.language)};color:#1c2321">`,
    `<p style="color:#56625e;margin:0 0 8px">${escapeHtml(office)}${number ? ` · ${escapeHtml(number)}` : ''}</p>`,
    ...passedOn
      .filter(Boolean)
      .map((line) => `<p lang="${language}">${escapeHtml(line).replaceAll('&#10;', '<br>')}</p>`),
    `<h1 style="font-size:22px;line-height:${text.language === 'bo' ? 1.9 : 1.3};margin:0 0 12px">${escapeHtml(text.title)}</h1>`,
    note && `<p lang="${language}"><strong>${escapeHtml(note)}</strong></p>`,
    listen && `<p lang="${language}"><a href="{{link}}#listen">${escapeHtml(listen)}</a></p>`,
    markdownToHtml(text.body),
    files.length
      ? `<p lang="${language}">${escapeHtml(t('attachments'))}</p><ul>${files.map((n) => `<li>${escapeHtml(n)}</li>`).join('')}</ul>`
      : '',
    `<div lang="${language}" style="${fontOf(language)}"><p>${escapeHtml(openLine)}</p>`,
    `<p><a href="{{link}}" style="display:inline-block;background:#0b5d4e;color:#fff;padding:12px 20px;border-radius:4px;text-decoration:none;font-weight:700">${escapeHtml(t(asks ? (reply ? 'openAndReply' : 'openAndAcknowledge') : 'open'))}</a></p>`,
    `<p style="color:#56625e;font-size:14px">${foot.map(escapeHtml).join('<br>')}</p></div></div>`,
  ];
  return {
    language: text.language,
    subject,
    text: parts.text.filter(Boolean).join('\n\n'),
    html: html.filter(Boolean).join('\n'),
    short: t(shortWord(notice, purpose, Boolean(asks)), {
      office,
      title: shortened(text.title, spoken ? 36 : 40) + (spoken ? t('shortListen') : ''),
      day,
    }),
  };
}

/** 80 as 1分20秒, 1 min 20 s. */
function lengthIn(language: ContentLanguage, seconds: number): string {
  return wordsAround(language)('listenLength', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** Tibetan stacks its letters: it needs a font that has them, and more room between the lines. */
function fontOf(language: string): string {
  const tibetan = "17px/2.1 'Noto Serif Tibetan',Kailasa,'Microsoft Himalaya',serif";
  return `font:${language === 'bo' ? tibetan : '16px/1.65 system-ui,sans-serif'}`;
}

/** What stands before the text: that it is a reminder, or what was corrected and why. */
function noteOf(notice: Notice, purpose: Purpose, language: ContentLanguage): string {
  const t = wordsAround(language);
  if (purpose === 'reminder') return t(notice.request === 'slip' ? 'replyReminderNote' : 'reminderNote');
  if (purpose !== 'correction') return '';
  const again = notice.correctionRenews ? t('acknowledgeAnew') : '';
  return [t('correctionNote', { reason: unmarked(notice.correctionReason ?? '') }), again].filter(Boolean).join(' ');
}

function subjectWord(purpose: Purpose, reply: boolean, forwarded: boolean) {
  if (purpose === 'reminder' && reply) return 'replyReminderSubject';
  return purpose === 'notice' && forwarded ? 'forwardSubject' : subjects[purpose];
}

function shortWord(notice: Notice, purpose: Purpose, asks: boolean) {
  const reply = notice.request === 'slip';
  if (purpose === 'reminder') return reply ? 'shortReplyReminder' : 'shortReminder';
  if (purpose === 'correction') return asks && notice.correctionRenews ? 'shortCorrectionAnew' : 'shortCorrection';
  return asks ? (reply ? 'shortReply' : 'shortAcknowledge') : 'short';
}

/** A mail to a colleague who has to do something. */
export function composeTask(
  language: Language,
  what: 'waiting' | 'nextStep' | 'emptyStep' | 'nextDraft' | 'returned' | 'approved' | 'held' | 'urgent' | 'overdue',
  words: { office: string; title: string; href: string; name: string; comment: string },
): { subject: string; text: string; html: string } {
  const t = mailWords(language);
  const subject = t(`${what}Subject`, { office: words.office, title: words.title });
  const lines = [t(`${what}Text`, { title: words.title, name: words.name }), words.comment].filter(Boolean);
  return {
    subject,
    text: [...lines, words.href, words.office].join('\n\n'),
    html: `${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${escapeHtml(words.href)}">${escapeHtml(t('openDesk'))}</a></p><p>${escapeHtml(words.office)}</p>`,
  };
}

/** What somebody wrote must not be taken for a mark that delivery fills in: two braces get a hair's breadth between. */
function unmarked(text: string): string {
  return text.replaceAll('{{', '{\u200a{');
}

function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
