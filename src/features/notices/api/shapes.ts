/** What notices look like through the API. Texts are checked by the very schemas of the pages' forms. */
import { z } from 'zod';
import { isDay } from '#platform/days.ts';
import { pageQuery } from '#platform/http/api/paging.ts';
import { type ContentLanguage, contentLanguages } from '#platform/i18n.ts';
import { textInput } from '../input.ts';
import { kinds } from '../model/kinds.ts';
import { limits, roles } from '../model/notice.ts';
import { states } from '../model/states.ts';

const id = z.number().int().positive();
const idInAddress = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const language = z.enum(Object.keys(contentLanguages) as [ContentLanguage, ...ContentLanguage[]]);
const moment = z.string().meta({ format: 'date-time' });
const day = z.string().meta({ format: 'date' });
const requests = ['none', 'acknowledge', 'slip'] as const;
const clause = z.strictObject({ organisationId: id, role: z.enum(roles) }).meta({ id: 'AudienceClause' });

export const noticeParams = z.object({ notice: idInAddress.meta({ param: { name: 'notice', in: 'path' } }) });
export const recordingParams = noticeParams.extend({
  recording: idInAddress.meta({ param: { name: 'recording', in: 'path' } }),
});
export const attachmentParams = noticeParams.extend({
  attachment: idInAddress.meta({ param: { name: 'attachment', in: 'path' } }),
});
export const noticesQuery = z.object({
  state: z
    .enum(states)
    .optional()
    .meta({ param: { name: 'state', in: 'query' } }),
  organisation: idInAddress
    .optional()
    .meta({ description: 'Issued by this office.', param: { name: 'organisation', in: 'query' } }),
  ...pageQuery,
});
export const figuresQuery = z.object({
  school: idInAddress
    .optional()
    .meta({ description: 'By the classes of this school.', param: { name: 'school', in: 'query' } }),
  ...pageQuery,
});
export const uploadQuery = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'The file’s name. What it is, its content decides.', param: { name: 'name', in: 'query' } }),
});

const summary = {
  id,
  organisationId: id,
  kind: z.enum(kinds),
  number: z.string().nullable().meta({ description: 'The document number, which is given at the desk.' }),
  state: z.enum(states),
  request: z.enum(requests),
  deadlineOn: day.nullable(),
  isPublic: z.boolean(),
  publishedAt: moment.nullable(),
  updatedAt: moment,
};

export const noticeSummary = z
  .object({ ...summary, title: z.string(), titleLanguage: language })
  .meta({ id: 'NoticeSummary' });

export const attachment = z
  .object({ id, name: z.string(), mediaType: z.string(), size: z.number().int(), sha256: z.string() })
  .meta({ id: 'Attachment' });

export const recording = z
  .object({
    id,
    language,
    mediaType: z.string(),
    size: z.number().int(),
    seconds: z.number().int(),
    sha256: z.string(),
    isOlder: z.boolean().meta({ description: 'The text was changed since it was read out.' }),
  })
  .meta({ id: 'Recording', description: 'The notice read out.' });

export const notice = z
  .object({
    ...summary,
    revision: z.number().int().meta({ description: 'Of the draft.' }),
    version: z.number().int().meta({ description: 'Of what is published; a correction makes the next.' }),
    mainLanguage: language,
    expiresOn: day.nullable(),
    texts: z.array(z.object({ language, title: z.string(), body: z.string() })),
    attachments: z.array(attachment),
    recordings: z.array(recording),
    audience: z.object({ include: z.array(clause), exclude: z.array(clause) }),
    correctsId: id.nullable(),
    forwardsId: id.nullable(),
    isUrgent: z.boolean(),
    withdrawnReason: z.string().nullable(),
  })
  .meta({ id: 'Notice' });

const dayIn = z.string().max(10).refine(isDay, 'fieldWrong').meta({ format: 'date' });
const draft = {
  organisationId: id.meta({ description: 'The issuing office.' }),
  kind: z.enum(kinds),
  isPublic: z.boolean(),
  mainLanguage: language,
  texts: z
    .array(textInput.extend({ language }).strict())
    .max(Object.keys(contentLanguages).length)
    .meta({
      description: `One for each language, title of at most ${limits.title} and body of at most ${limits.body} characters (Markdown). Both empty: the language is taken out.`,
    }),
  request: z.enum(['none', 'acknowledge']).meta({ description: 'A reply slip is made at the desk.' }),
  deadlineOn: dayIn.nullable(),
  audience: z
    .strictObject({ include: z.array(clause).max(200), exclude: z.array(clause).max(200).default([]) })
    .meta({ description: 'Replaces what was there. Never a list of persons.' }),
};

const optional = {
  isPublic: draft.isPublic.optional(),
  mainLanguage: draft.mainLanguage.optional(),
  texts: draft.texts.optional(),
  request: draft.request.optional(),
  deadlineOn: draft.deadlineOn.optional(),
  audience: draft.audience.optional(),
};
export const newNotice = z
  .strictObject({ organisationId: draft.organisationId, kind: draft.kind, ...optional })
  .meta({ id: 'NewNotice' });
export const noticeChange = z
  .strictObject({ organisationId: draft.organisationId.optional(), kind: draft.kind.optional(), ...optional })
  .meta({ id: 'NoticeChange' });
export type NoticeChange = z.output<typeof noticeChange>;

export const publishBody = z.strictObject({
  confirmedSize: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .optional()
    .meta({ description: 'Needed where the audience moved by over 10 % since it was approved.' }),
});

export const figure = z
  .object({
    show: z.enum(['number', 'few', 'least', 'hidden']).meta({
      description: 'few: 1 to 4. least: n or more. hidden: it would tell a small figure elsewhere.',
    }),
    n: z.number().int().optional(),
  })
  .meta({ id: 'Figure' });

const place = { organisationId: id, organisation: z.string() };
export const audienceFigures = z
  .object({
    countedAt: moment.nullable().meta({ description: 'Of a large audience, when it was counted. Null: just now.' }),
    total: z.object({ people: figure, email: figure, sms: figure, none: figure }),
    items: z.array(z.object({ ...place, people: figure, email: figure, sms: figure, none: figure })),
  })
  .meta({ id: 'AudienceFigures' });

const delivered = { people: figure, delivered: figure, failed: figure, unreachable: figure };
export const deliveries = z
  .object({
    state: z.enum(['none', 'waiting', 'expanding', 'sending', 'stopped', 'finished']),
    paused: z.boolean(),
    settled: z.boolean().meta({ description: 'Nothing will change by itself any more.' }),
    total: z.object(delivered),
    reasons: z.array(z.object({ reason: z.string(), count: figure })),
    items: z.array(z.object({ ...place, ...delivered })),
  })
  .meta({ id: 'Deliveries' });

const received = { people: figure, acknowledged: figure, left: figure };
export const receipts = z
  .object({
    request: z.enum(requests),
    deadlineOn: day.nullable(),
    total: z.object(received),
    items: z.array(z.object({ ...place, ...received })),
  })
  .meta({ id: 'Receipts' });

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
