/** The feed of public notices (RFC 4287). */
import { markdownToHtml } from '#platform/markdown.ts';
import type { PublicRow } from './model/rows.ts';
import { atomPath, publicListPath, publicPath } from './paths.ts';

export interface FeedOptions {
  siteName: string;
  title: string;
  publicUrl: string;
  offices: ReadonlyMap<number, string>;
  withdrawnTitle: (title: string) => string;
  /** Before the text of a corrected notice. */
  correctedNote: (reason: string) => string;
  /** When nothing was published yet. */
  fallback: Date;
}

/** An entry's id is its public address, which never changes; a withdrawn notice stays as a title without its text. */
export function atomFeed(rows: readonly PublicRow[], options: FeedOptions): string {
  const { publicUrl, title, siteName } = options;
  const newest = rows.map((row) => changedAt(row)).reduce((a, b) => (b > a ? b : a), options.fallback);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${xml(publicUrl + publicListPath)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${newest.toISOString()}</updated>`,
    `<author><name>${xml(siteName)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(publicUrl + atomPath)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(publicUrl + publicListPath)}"/>`,
    ...rows.map((row) => entry(row, options)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entry(row: PublicRow, { publicUrl, offices, withdrawnTitle, correctedNote }: FeedOptions): string {
  const address = publicUrl + publicPath(row.id);
  const gone = row.state === 'withdrawn';
  const title = gone ? withdrawnTitle(row.title) : row.title;
  const number = row.number ? `<p>${xml(row.number)}</p>` : '';
  const note = row.correctedAt ? `<p><strong>${xml(correctedNote(row.correctionReason ?? ''))}</strong></p>` : '';
  const lines = [
    `<entry xml:lang="${xml(row.language)}">`,
    `<id>${xml(address)}</id>`,
    `<title>${xml(title)}</title>`,
    `<published>${row.publishedAt.toISOString()}</published>`,
    `<updated>${changedAt(row).toISOString()}</updated>`,
    `<author><name>${xml(offices.get(row.organisationId) ?? '')}</name></author>`,
    `<category term="${xml(row.kind)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(address)}"/>`,
    ...row.languages
      .filter((language) => language !== row.language)
      .map(
        (language) =>
          `<link rel="alternate" type="text/html" hreflang="${xml(language)}" href="${xml(publicUrl + publicPath(row.id, language))}"/>`,
      ),
    gone ? '' : `<content type="html">${xml(number + note + markdownToHtml(row.body))}</content>`,
    gone && row.withdrawnReason ? `<summary>${xml(row.withdrawnReason)}</summary>` : '',
    '</entry>',
  ];
  return lines.filter(Boolean).join('\n');
}

function changedAt(row: PublicRow): Date {
  return row.withdrawnAt ?? row.correctedAt ?? row.publishedAt;
}

// Signs that XML 1.0 has no place for, and lone surrogates, would make the whole feed unreadable.
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
