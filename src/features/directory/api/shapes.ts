/** What the directory looks like through the API. The same schemas check, describe and type it. */
import { z } from 'zod';
import { pageQuery } from '#platform/http/api/paging.ts';
import { contentLanguages } from '#platform/i18n.ts';
import { organisationKinds, positions } from '../model.ts';

const id = z.number().int().positive();
const day = z.string().meta({ format: 'date' });
/** A positive whole number of the address. */
const idInAddress = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

export const organisationParams = z.object({
  organisation: idInAddress.meta({ param: { name: 'organisation', in: 'path' } }),
});
export const personParams = z.object({ person: idInAddress.meta({ param: { name: 'person', in: 'path' } }) });

const within = idInAddress.optional().meta({
  description: 'Only of this organisation and what is below it.',
  param: { name: 'organisation', in: 'query' },
});
const ofPerson = idInAddress.optional().meta({
  description: 'Only of this person.',
  param: { name: 'person', in: 'query' },
});
export const organisationsQuery = z.object({
  kind: z
    .enum(organisationKinds)
    .optional()
    .meta({ param: { name: 'kind', in: 'query' } }),
  parent: idInAddress.optional().meta({ param: { name: 'parent', in: 'query' } }),
  ...pageQuery,
});
export const peopleQuery = z.object({ organisation: within, ...pageQuery });
export const partsQuery = z.object({ organisation: within, person: ofPerson, ...pageQuery });

const sourceId = z.string().nullable().meta({ description: 'The id in the roster from which it was imported.' });

export const organisation = z
  .object({
    id,
    parentId: id.nullable(),
    kind: z.enum(organisationKinds),
    name: z.string(),
    identifier: z.string().nullable(),
    sourceId,
  })
  .meta({ id: 'Organisation' });

export const person = z
  .object({
    id,
    sourceId,
    fullName: z.string(),
    familyName: z.string(),
    givenName: z.string(),
    language: z
      .enum(Object.keys(contentLanguages) as [keyof typeof contentLanguages, ...(keyof typeof contentLanguages)[]])
      .nullable()
      .meta({ description: 'The language in which the person wants to be written to.' }),
    memberships: z
      .array(z.object({ id, organisationId: id, position: z.enum(positions) }))
      .meta({ description: 'Within the token’s reach. A guardian has none.' }),
  })
  .meta({ id: 'Person' });

export const membership = z
  .object({
    id,
    personId: id,
    organisationId: id,
    position: z.enum(positions),
    startsOn: day,
    endsOn: day.nullable().meta({ format: 'date', description: 'The first day on which it no longer holds.' }),
  })
  .meta({ id: 'Membership' });

export const guardianship = z
  .object({
    id,
    guardianId: id,
    pupilId: id,
    mayReceive: z.boolean(),
    mayAct: z.boolean(),
    startsOn: day,
    endsOn: day.nullable(),
  })
  .meta({ id: 'Guardianship' });

export const contactPoint = z
  .object({
    id,
    personId: id,
    kind: z.enum(['email', 'sms']),
    rank: z.number().int().meta({ description: 'The lowest is tried first.' }),
    state: z.enum(['usable', 'bounced', 'opted_out']),
    confirmed: z.boolean(),
    address: z.string().optional().meta({ description: 'Only with the scope directory.addresses.' }),
  })
  .meta({ id: 'ContactPoint' });

export const session = z
  .object({
    id,
    parentId: id.nullable(),
    kind: z.enum(['school_year', 'term']),
    name: z.string(),
    startsOn: day,
    endsOn: day,
  })
  .meta({ id: 'AcademicSession' });

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
