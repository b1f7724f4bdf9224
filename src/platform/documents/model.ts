/** An official document as PDF and DOCX set it: parts of GB/T 9704-2012, and the text as blocks. Plain data. */
import type { ContentLanguage } from '../i18n.ts';

export interface Span {
  text: string;
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
  /** Of a link: an absolute address with https, http, mailto or tel. */
  href?: string;
  /** A line end within the paragraph stands before this. */
  break?: boolean;
}

export type Block =
  | { kind: 'heading'; level: number; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { kind: 'table'; align: ('left' | 'center' | 'right')[]; head: Span[][]; rows: Span[][][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' };

export interface OfficialDocument {
  /** `official`: the layout of GB/T 9704-2012, for Chinese; `letter`: a letterhead for other languages. */
  form: 'official' | 'letter';
  language: ContentLanguage;
  /** 发文机关标志: the red head. */
  head: string;
  /** 署名, and the day in words. */
  office: string;
  date: string;
  number: string | null;
  title: string;
  /** 主送机关, with its colon. */
  addressee: string | null;
  body: Block[];
  attachments: string[];
  /** 附注: in brackets under the date. */
  notes: string[];
  /** 版记: who issued it and when, left and right; null leaves it out. */
  imprint: { office: string; issued: string } | null;
  /** Across each page of what is not published yet. */
  draftMark: string | null;
  words: { attachment: string; colon: string };
}

export type Format = 'pdf' | 'docx';
export const mediaTypes: Readonly<Record<Format, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** All text of a document, to see which scripts it needs. */
export function textOf(document: OfficialDocument): string {
  return JSON.stringify(document);
}
