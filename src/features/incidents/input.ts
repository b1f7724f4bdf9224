/** What forms bring. */
import { z } from 'zod';
import { pointTyped, rounded } from '#features/map/feature.ts';
import { rowId } from '#platform/http/ids.ts';
import { tidied } from './model/area.ts';
import { longestEntry, longestPlace, schoolStates, taskStates, typedEntries } from './model/incident.ts';
import { kindNames, type Level } from './model/kinds.ts';
import { hasGap, longestTask, longestText, type PublicText, posts } from './model/plan.ts';
import { lessonStates, longestLesson, longestReview } from './model/review.ts';
import { recipients } from './model/send.ts';
import { digits, reaches, type Spot } from './model/spot.ts';

const level = z.enum(['1', '2', '3', '4'], 'levelMissing').transform((text) => Number(text) as Level);
const id = rowId();
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one));
const revision = id;

/** In words and on the map. A point that the public sees has a reach; a reach has a point. */
const placeFields = {
  place: z.string().trim().max(longestPlace, 'placeLong').default(''),
  point: z
    .string()
    .trim()
    .max(60, 'pointForm')
    .default('')
    .refine((text) => text === '' || pointTyped(text) !== undefined, 'pointForm')
    .transform((text) => pointTyped(text)),
  reach: z.enum(['none', ...reaches.map(String)], 'reachMissing').default('none'),
  tells: z.literal('yes', 'incomplete').optional(),
};

interface PlaceInput {
  point: ReturnType<typeof pointTyped>;
  reach: string;
  tells?: 'yes' | undefined;
}
const hasItsPoint = ({ point, reach, tells }: PlaceInput) => point !== undefined || (reach === 'none' && !tells);
const itsPoint = { path: ['point'], error: 'pointMissing' };
const hasItsReach = ({ point, reach, tells }: PlaceInput) => point === undefined || reach !== 'none' || !tells;
const itsReach = { path: ['reach'], error: 'reachForPublic' };

export function spotOf({ point, reach, tells }: PlaceInput): Spot | null {
  if (!point) return null;
  return { ...rounded(point, digits), metres: reach === 'none' ? null : Number(reach), public: tells === 'yes' };
}

export const placeForm = z
  .object({ ...placeFields, revision })
  .refine(hasItsPoint, itsPoint)
  .refine(hasItsReach, itsReach);

export const declareForm = z
  .object({
    kind: z.enum(kindNames, 'kindMissing'),
    level,
    mode: z.enum(['real', 'exercise'], 'modeMissing'),
    where: several(id).refine((ids) => ids.length > 0, 'whereMissing'),
    ...placeFields,
    other: several(id),
    /** The warning of others from which it is declared. */
    warning: id.optional(),
  })
  .refine(hasItsPoint, itsPoint)
  .refine(hasItsReach, itsReach);

export const joinForm = z.object({ same: id, place: z.string().trim().max(longestPlace, 'placeLong').default('') });

export const taskForm = z.object({
  to: z.enum(taskStates, 'incomplete'),
  text: z.string().trim().max(longestTask, 'textLong').default(''),
});

export const newTaskForm = z.object({
  organisation: id,
  post: z.enum(posts, 'incomplete'),
  text: z.string().trim().min(1, 'taskMissing').max(longestTask, 'textLong'),
  minutes: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'minutesMissing')
    .transform(Number),
});

export const logForm = z.object({
  sort: z.enum(typedEntries, 'incomplete'),
  text: z.string().trim().min(1, 'entryMissing').max(longestEntry, 'entryLong'),
});

const filled = (name: keyof PublicText) =>
  z
    .string()
    .trim()
    .max(longestText[name], 'textLong')
    .refine((text) => !hasGap(text), 'textGap');
const part = (name: keyof PublicText) => filled(name).default('');
/** Chinese is needed; English is left out as a whole or has a headline. */
const publicTexts = {
  zh_headline: filled('headline').pipe(z.string().min(1, 'headlineMissing')),
  zh_description: part('description'),
  zh_instruction: part('instruction'),
  en_headline: part('headline'),
  en_description: part('description'),
  en_instruction: part('instruction'),
};
const needsEnglishHeadline = (form: { en_headline: string; en_description: string; en_instruction: string }) =>
  form.en_headline !== '' || (form.en_description === '' && form.en_instruction === '');
const englishHeadline = { path: ['en_headline'], error: 'headlineMissing' };

export const updateForm = z
  .object({
    ...publicTexts,
    revision,
    next: z.enum(['none', '30', '60', '120', '240', '720', '1440'], 'nextMissing'),
    valid: z.enum(['6', '12', '24', '48', '72'], 'validMissing').transform(Number),
    to: several(z.enum(recipients, 'incomplete')),
    /** As the preview counted them. */
    people: z
      .string()
      .regex(/^\d{1,9}$/, 'incomplete')
      .transform(Number)
      .optional(),
    act: z.enum(['publish', 'send', 'edit'], 'incomplete').default('publish'),
  })
  .refine(needsEnglishHeadline, englishHeadline);

export const closeForm = z
  .object({ ...publicTexts, revision, state: z.enum(['over', 'mistaken'], 'endMissing') })
  .refine(needsEnglishHeadline, englishHeadline);

export function textsOf(form: {
  zh_headline: string;
  zh_description: string;
  zh_instruction: string;
  en_headline: string;
  en_description: string;
  en_instruction: string;
}): { 'zh-CN': PublicText; en?: PublicText } {
  const { zh_headline, zh_description, zh_instruction, en_headline, en_description, en_instruction } = form;
  const plain = (text: string) => text.replaceAll('\r\n', '\n');
  const texts = {
    'zh-CN': { headline: zh_headline, description: plain(zh_description), instruction: plain(zh_instruction) },
  };
  if (en_headline === '') return texts;
  const en = { headline: en_headline, description: plain(en_description), instruction: plain(en_instruction) };
  return { ...texts, en };
}

const shapeText = z.string().default('').transform(tidied).pipe(z.string().max(5000, 'textLong'));
export const areaForm = z.object({ polygon: shapeText, circle: shapeText, codeName: shapeText, code: shapeText });

export const levelForm = z.object({
  level,
  revision,
  send: z
    .literal('yes', 'incomplete')
    .optional()
    .transform((yes) => yes !== undefined),
  reason: z.string().trim().min(1, 'reasonMissing').max(longestEntry, 'entryLong'),
});

export const reviewForm = z.object({
  course: z.string().trim().max(longestReview, 'textLong').default(''),
  wentWell: z.string().trim().max(longestReview, 'textLong').default(''),
  revision,
  act: z.enum(['save', 'finish'], 'incomplete'),
});

const day = z
  .string()
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'dayMissing');

export const lessonForm = z.object({
  lesson: z.string().trim().min(1, 'lessonMissing').max(longestLesson, 'textLong'),
  owner: z
    .string('ownerMissing')
    .regex(/^[1-9]\d{0,14}$/, 'ownerMissing')
    .transform(Number),
  dueOn: day,
});

export const moveLessonForm = z.object({
  to: z.enum(lessonStates, 'incomplete'),
  outcome: z.string().trim().max(longestLesson, 'textLong').default(''),
});

/** Who was told by phone; or one who was not after all. */
export const toldForm = z.object({ told: several(id), undo: id.optional() });

export const schoolState = z.enum(schoolStates);

/** Of a plan: the rest of its fields go by the tasks and texts, see routes/plans.tsx. */
export const planForm = z.object({
  version: z
    .string()
    .regex(/^\d{1,6}$/, 'incomplete')
    .transform(Number),
  inForceFrom: day,
});
