/** What forms of the desk bring. */

import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { rowId, shownRevision } from '#platform/http/ids.ts';
import { neededText, plainText } from '#platform/http/texts.ts';
import { kinds, longestText } from '../model/kinds.ts';
import {
  declineReasons,
  giveBackReasons,
  longestAuthority,
  longestHead,
  longestReason,
  passOnReasons,
  redactionGrounds,
} from '../model/reasons.ts';
import { proposalSorts } from './model/proposal.ts';
import { dueFilters, type ListWish, stateFilters } from './model/rows.ts';
import { longestTemplate, longestTemplateName } from './model/template.ts';

const day = z.string('dayMissing').refine(isDay, 'dayMissing');
const revision = shownRevision();
const id = rowId();
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'incomplete');

export const conflictForm = z.object({ out: z.enum(['yes', 'no'], 'conflictMissing') });
export const assignForm = z.object({
  office: z
    .string('officeMissing')
    .regex(/^[1-9]\d{0,14}$/, 'officeMissing')
    .transform(Number),
});
export const declineForm = z.object({
  declineReason: z.enum(declineReasons, 'reasonMissing'),
  declineText: neededText(longestReason, 'tellMissing'),
});
export const passOnForm = z.object({
  passOnReason: z.enum(passOnReasons, 'reasonMissing'),
  authority: neededText(longestAuthority, 'authorityMissing'),
});
export const giveBackForm = z.object({
  giveBackReason: z.enum(giveBackReasons, 'reasonMissing'),
  giveBackText: plainText(longestReason).default(''),
});
export const askForm = z.object({ question: neededText(4000, 'textMissing') });
export const extendForm = z.object({ dueOn: day, extendText: neededText(longestReason, 'tellMissing') });
export const revisionForm = z.object({ revision });
export const approveExtensionForm = z.object({ revision, head: plainText(longestHead).default('') });
export const dropForm = z.object({ revision, sort: z.enum(proposalSorts) });
export const answerForm = z.object({ revision, text: neededText(longestText, 'textMissing') });
export const mergeForm = z.object({
  into: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-HJKMNP-TV-Z]{8}$/, 'mergeUnknown'),
});
export const memoForm = z.object({ memo: neededText(4000, 'textMissing') });
export const taskForm = z.object({ taskText: neededText(300, 'textMissing'), taskDue: day });
export const taskDoneForm = z.object({ task: uuid });
export const nameForm = z.object({
  name: neededText(60, 'accusedNameMissing'),
  position: plainText(100).default(''),
  account: z.union([z.literal('').transform(() => null), id]).default(null),
});
export const hearForm = z.object({ accused: uuid, statement: neededText(longestText, 'textMissing'), heardOn: day });
export const decideForm = z.object({ accused: uuid, outcome: z.enum(['founded', 'unfounded']) });
export const redactForm = z.object({
  message: revision,
  // Nothing is tidied here: apart from the covers every character has to be the same.
  text: z
    .string('textMissing')
    .transform((typed) => typed.replaceAll('\r\n', '\n'))
    .pipe(z.string().max(longestText, 'textLong')),
  ground: z.enum(redactionGrounds, 'reasonMissing'),
});
export const templateForm = z.object({
  name: neededText(longestTemplateName, 'templateNameMissing'),
  language: z.enum(['zh-CN', 'en']),
  text: neededText(longestTemplate, 'templateTextMissing'),
});

/** Filters of the list, from the address: what is none counts as not asked for. */
export function listWish(query: (name: string) => string | undefined): Omit<ListWish, 'today' | 'limit'> {
  const oneOf = <T extends string>(list: readonly T[], text: string | undefined): T | undefined =>
    list.find((one) => one === text);
  const [, on, row] = /^(\d{4}-\d\d-\d\d)_([0-9a-f-]{36})$/.exec(query('after') ?? '') ?? [];
  const office = query('office') ?? '';
  const category = query('category') ?? '';
  return {
    state: oneOf(stateFilters, query('state')) ?? 'open',
    due: oneOf(dueFilters, query('due')) ?? '',
    kind: oneOf(kinds, query('kind')) ?? '',
    category: /^[a-z][a-z0-9_]{1,40}$/.test(category) ? category : '',
    office: office === 'none' || /^[1-9]\d{0,14}$/.test(office) ? office : '',
    after: on && row && isDay(on) && uuid.safeParse(row).success ? { day: on, id: row } : undefined,
  };
}
