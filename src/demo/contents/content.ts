/**
 * The shape of the demo's notices. All of it was written for this demo: the county, its roads and its offices are
 * invented. The Tibetan was composed from common official phrases and has not been read by a native speaker; Qiang is
 * left out because nobody at hand writes it.
 */
import type { Kind, Slip } from '#features/notices/seed.ts';
import type { Subject } from '#features/notices/seed-numbers.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Stage } from '../district/schools.ts';

/** The bureau itself, one of its departments by name, or the n-th school of a stage (0: the first). */
export type Office = 'bureau' | { department: string } | { stage: Stage; nth: number };

export interface Wording {
  title: string;
  /**
   * Markdown. `{+7}` stands for the date seven days after publication, in the language of the text; `{year}` for the
   * year of publication, `{next}` for the following one, `{office}` for the office that issues it.
   */
  body: string;
}

export interface Attachment {
  name: string;
  /** A PDF page of these lines, or the sketch of a map. */
  lines?: readonly string[];
  sketch?: 'route' | 'gate';
}

/** Read out by a machine: a file of src/demo/recordings. */
export interface Spoken {
  language: ContentLanguage;
  file: 'water' | 'bus';
}

/** One of no fixed day. */
export type Current = Omit<NoticeContent, 'on'>;

export interface NoticeContent {
  /** Month and day on which it comes out each year, `MM-DD`; the demo takes the last one that has passed. */
  on: string;
  office: Office;
  kind: Kind;
  /** Who gets it; guardians unless it says otherwise. */
  roles?: readonly ('guardians' | 'pupils' | 'teachers' | 'heads')[];
  /** All schools of the county, those of some stages, or the issuing school only. */
  reach: 'county' | 'own' | readonly Stage[];
  /** Days until which it asks to be acknowledged. */
  acknowledge?: number;
  /** Until the same day it asks for a reply instead. */
  slip?: Slip;
  isPublic?: boolean;
  /** It is a rule, on this subject, and stands in the register. */
  rule?: Subject;
  attachments?: readonly Attachment[];
  recordings?: readonly Spoken[];
  texts: { 'zh-CN': Wording } & Partial<Record<ContentLanguage, Wording>>;
}
