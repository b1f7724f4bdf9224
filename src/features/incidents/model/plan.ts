/** Response plans: who declares which level, what is to be done by whom in what time, which words go out first. Pure. */
import type { Message } from '#platform/i18n.ts';
import type { Kind, Level } from './kinds.ts';

/** Who does a task: the post in the response, not a grant and not a position in the directory. */
export const posts = [
  'commander',
  'duty',
  'head',
  'class_teacher',
  'safety',
  'press',
  'logistics',
  'health',
  'transport',
  'it',
] as const;
export type Post = (typeof posts)[number];

/** Opened once for the incident, or once for each affected school. */
export const taskPlaces = ['district', 'school'] as const;
export type TaskPlace = (typeof taskPlaces)[number];

export interface PlanTask {
  /** Opens at this level and at graver ones. */
  level: Level;
  place: TaskPlace;
  post: Post;
  /** Time target, from when the task opens. */
  minutes: number;
  text: Message;
}

/** What the public reads. Plain text; an empty line parts paragraphs. */
export interface PublicText {
  headline: string;
  description: string;
  instruction: string;
}
export type PublicTexts = { 'zh-CN': PublicText; en: PublicText };

export const textUses = ['first', 'update', 'over'] as const;
export type TextUse = (typeof textUses)[number];

export interface PlanContent {
  /** Who declares a level: an officer of an affected school too, or the district's alone. */
  declares: Readonly<Record<Level, 'school' | 'district'>>;
  tasks: readonly PlanTask[];
  texts: Readonly<Record<TextUse, PublicTexts>>;
}

export interface Plan {
  kind: Kind;
  /** 0: the template that comes with Belfry, which nobody has adopted. */
  version: number;
  inForceFrom: string | null;
  reviewOn: string | null;
  content: PlanContent;
}

export const longestTask = 300;
export const mostTasks = 60;
export const longestText: Readonly<Record<keyof PublicText, number>> = {
  headline: 100,
  description: 1000,
  instruction: 1000,
};

/** A plan is looked at again within a year of the day from which it holds. */
export function reviewDay(inForceFrom: string): string {
  const date = new Date(`${inForceFrom}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, 10);
}

/** The tasks that open when a level is reached, coming from a lighter one (null: from none). */
export function tasksAt(content: PlanContent, level: Level, from: Level | null): PlanTask[] {
  return content.tasks.filter((task) => task.level >= level && (from === null || task.level < from));
}

/** What stands in a text for what is known later, in words that whoever writes a plan can read. */
export const blanks = {
  event: ['〔事件〕', '[event]'],
  places: ['〔范围〕', '[places]'],
  level: ['〔级别〕', '[level]'],
} as const;

/** Puts what is known into a text. */
export function filledIn(text: PublicText, known: Record<keyof typeof blanks, string>): PublicText {
  const fill = (words: string) =>
    (Object.keys(blanks) as (keyof typeof blanks)[]).reduce(
      (filled, name) => blanks[name].reduce((done, blank) => done.replaceAll(blank, known[name]), filled),
      words,
    );
  return {
    headline: fill(text.headline),
    description: fill(text.description),
    instruction: fill(text.instruction),
  };
}

const marks = /\[\[[^\]]*\]\]|[_＿]{2,}/;
/** `Roads and school buses:` */
const isLabel = (paragraph: string) => /[：:]$/.test(paragraph.trim());
/** `Pupils and staff: all are well`: another line of the plan, not what belongs to the one before. */
const beginsLabelled = (paragraph: string) => /^[^：:\n]{1,40}[：:](?!\d)/.test(paragraph.trim());

/**
 * Whether something in a text still waits to be written: a paragraph that ends with a colon and after which nothing
 * comes, or the next such line; a blank that nobody has filled in. It must not go out like this.
 */
export function hasGap(text: string): boolean {
  if (marks.test(text) || Object.values(blanks).some((both) => both.some((blank) => text.includes(blank)))) return true;
  const paragraphs = text
    .split(/\r?\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
  return paragraphs.some((paragraph, n) => {
    const next = paragraphs[n + 1];
    return isLabel(paragraph) && (next === undefined || beginsLabelled(next));
  });
}
