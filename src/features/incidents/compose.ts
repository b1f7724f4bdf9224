/**
 * A warning as families get it: mail and text message in each language in which it was written. What a published warning
 * must state (Emergency Response Law of 2024, Art. 64): kind, level, beginning, area, what to heed, what to do, who issues
 * it and when. Every part of an exercise passes through the label; the database refuses one that does not bear it.
 */

import type { MessageContent } from '#features/delivery/feature.ts';
import { escapeHtml } from '#platform/escape.ts';
import { type Language, languages, momentInWords } from '#platform/i18n.ts';
import { isBasic, smsSegments } from '#platform/sms-segments.ts';
import { words } from './messages.ts';
import type { Alert } from './model/alert.ts';
import type { Incident } from './model/incident.ts';
import { colourOf, roman } from './model/kinds.ts';
import { labelled, publicText } from './model/label.ts';
import { statusFilePath, statusPath } from './paths.ts';
import { incidentFile } from './status/model.ts';

export type WarnedOf = Pick<Incident, 'id' | 'kind' | 'exercise' | 'declaredAt' | 'organisation' | 'place'>;
export type Warning = Pick<Alert, 'kind' | 'level' | 'texts' | 'sentAt' | 'expiresAt' | 'areas'>;

export interface Ground {
  publicUrl: string;
  timeZone: string;
}

/** Characters of a text message without its link: with it three parts of 67 characters at most. */
const longestShort = 140;

/** One content a language, Chinese first: readers of other languages get that. */
export function composeAlert(incident: WarnedOf, warning: Warning, ground: Ground): (MessageContent & Cut)[] {
  return languages
    .filter((language) => warning.texts[language])
    .map((language) => contentIn(language, incident, warning, ground));
}

/** `暴雨洪水橙色预警`, `Flood: orange warning updated`: kind, colour or level, and what became of it. */
export function titleOf(
  language: Language,
  incident: Pick<WarnedOf, 'kind'>,
  warning: Pick<Warning, 'kind' | 'level'>,
): string {
  const t = words(language);
  const colour = colourOf(incident.kind, warning.level);
  const level = colour ? t(`colour_${colour}`) : t('levelN', { level: roman[warning.level] });
  return t(`warning_${warning.kind}`, { event: t(`kind_${incident.kind}`), level });
}

function contentIn(language: Language, incident: WarnedOf, warning: Warning, ground: Ground): MessageContent & Cut {
  const t = words(language);
  const written = warning.texts[language];
  if (!written) throw new Error('There is no such text.');
  const text = publicText(incident.exercise, plainParts(written), language);
  const label = (words: string) => labelled(incident.exercise, words, language);
  const title = label(titleOf(language, incident, warning));
  // The title has named the event: a headline that begins with it says it twice.
  const event = t(`kind_${incident.kind}`);
  const rest = plain(written.headline).replace(new RegExp(`^${event}[：:]\\s*(?=\\S)`, 'i'), '');
  const when = (at: Date) => momentInWords(at, language, ground.timeZone);
  const address = ground.publicUrl + statusFilePath(incidentFile(String(incident.id), language));
  const joined = language === 'en' ? ', ' : '、';
  const over = warning.kind === 'cancel';
  const colour = colourOf(incident.kind, warning.level);
  const level = [t('levelN', { level: roman[warning.level] }), colour && t(`colour_${colour}`)]
    .filter(Boolean)
    .join(' · ');
  const facts = [
    [t('warningEvent'), t(`kind_${incident.kind}`)],
    [t('warningLevel'), level],
    [t('warningSince'), when(incident.declaredAt < warning.sentAt ? incident.declaredAt : warning.sentAt)],
    [
      t('warningArea'),
      [...warning.areas.map((area) => plain(area.name)), plain(incident.place)].filter(Boolean).join(joined),
    ],
    [t('warningIssuer'), plain(incident.organisation)],
    [t('warningIssued'), when(warning.sentAt)],
    ...(over ? [] : [[t('warningUntil'), when(warning.expiresAt)]]),
  ] as [string, string][];
  const short = shortOf(language, title, { headline: rest, instruction: written.instruction }, address);
  const parts = [
    { heading: t('description'), text: text.description },
    { heading: t(over ? 'warningNow' : 'statusWhat'), text: text.instruction },
  ].filter((part) => part.text !== '');
  const all = `${t('warningAll')} ${ground.publicUrl}${statusPath}`;
  const urgent = t('statusUrgent');
  const body = [
    title,
    text.headline,
    ...parts.map((part) => `${part.heading}\n${part.text}`),
    facts.map(([key, value]) => t('warningFact', { key, value })).join('\n'),
    `${t('warningNewest')}\n${address}`,
    [all, urgent].join('\n'),
  ];
  return {
    language,
    subject: `${title}${language === 'en' ? ': ' : '：'}${rest}`,
    text: label(body.join('\n\n')),
    html: htmlOf({
      language,
      title,
      headline: text.headline,
      parts,
      facts,
      newest: t('warningNewest'),
      address,
      all,
      urgent,
    }),
    short: short.text,
    cut: short.cut,
  };
}

/** What of the officer's words found no room in the text message. */
export interface Cut {
  cut: string;
}

type Short = { text: string } & Cut;

/** Typographic signs for which the basic alphabet has another: each of them would make a message of half the length. */
const plainSigns: readonly [RegExp, string][] = [
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/[–—]/g, '-'],
  [/…/g, '...'],
];

/** Title, headline and as much of what to do as fits; then the page, which always says the newest. */
function shortOf(
  language: Language,
  title: string,
  written: { headline: string; instruction: string },
  address: string,
): Short {
  const [colon, stop] = language === 'en' ? [': ', '. '] : ['：', '。'];
  const oneLine = (text: string) => plain(text).replace(/\s+/g, ' ').trim();
  const head = `${title}${colon}${oneLine(written.headline)}`;
  const todo = oneLine(written.instruction);
  const whole = todo === '' ? head : `${head}${/[。.!！？?]$/.test(head) ? '' : stop}${todo}`;
  const said = language === 'en' ? plainSigns.reduce((text, [sign, plain]) => text.replace(sign, plain), whole) : whole;
  // Three parts at most with the address: of 153 letters of the basic alphabet, else of 67 signs.
  const fits = isBasic(said) && smsSegments(`${said.slice(0, longestShort * 2)} ${address}`).segments <= 3;
  const most = fits ? longestShort * 2 : longestShort;
  const more = language === 'en' ? '...' : '…';
  if (said.length <= most) return { text: `${said} ${address}`, cut: '' };
  const end = most - more.length;
  // Half of a sign outside the plane is none.
  const kept = said.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
  return { text: `${kept}${more} ${address}`, cut: said.slice(kept.length) };
}

interface Html {
  language: Language;
  title: string;
  headline: string;
  parts: readonly { heading: string; text: string }[];
  facts: readonly (readonly [string, string])[];
  newest: string;
  address: string;
  all: string;
  urgent: string;
}

function htmlOf({ language, title, headline, parts, facts, newest, address, all, urgent }: Html): string {
  const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>');
  return [
    `<div lang="${language}" style="max-width:36em;font:16px/1.65 system-ui,sans-serif;color:#1c2321">`,
    `<p style="margin:0 0 8px;font-weight:700">${escapeHtml(title)}</p>`,
    `<h1 style="font-size:22px;line-height:1.3;margin:0 0 12px">${escapeHtml(headline)}</h1>`,
    ...parts.map(
      (part) =>
        `<h2 style="font-size:17px;margin:20px 0 4px">${escapeHtml(part.heading)}</h2><p style="margin:0">${lines(part.text)}</p>`,
    ),
    '<table style="margin:20px 0;border-collapse:collapse">',
    ...facts.map(
      ([key, value]) =>
        `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:2px 16px 2px 0;font-weight:400;color:#56625e">${escapeHtml(key)}</th><td>${escapeHtml(value)}</td></tr>`,
    ),
    '</table>',
    `<p>${escapeHtml(newest)}<br><a href="${escapeHtml(address)}">${escapeHtml(address)}</a></p>`,
    `<p style="color:#56625e;font-size:14px">${escapeHtml(all)}<br>${escapeHtml(urgent)}</p></div>`,
  ].join('\n');
}

function plainParts(text: { headline: string; description: string; instruction: string }) {
  return { headline: plain(text.headline), description: plain(text.description), instruction: plain(text.instruction) };
}

/** Two braces mark what delivery puts in for each person: from an officer's text they are no marks. */
function plain(text: string): string {
  return text.replaceAll('{{', '{ {');
}
