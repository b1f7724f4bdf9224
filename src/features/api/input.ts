/** What forms may hold. The message of an issue is a key of messages.ts. */
import { z } from 'zod';
import { apiScopes } from '#platform/api-scopes.ts';
import { eventKinds } from '#platform/events.ts';
import { isReporting, tokenRoles } from './model.ts';
import { extents } from './oneroster/model.ts';

const asList = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const several = <T extends z.ZodType>(item: T) => z.preprocess(asList, z.array(item));
const list = <T extends z.ZodType>(item: T, missing: string) =>
  z.preprocess(asList, z.array(item, missing).min(1, missing));
const day = z
  .string('expiryMissing')
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expiryMissing')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'expiryMissing');

export const tokenInput = z
  .object({
    name: z.string('tokenNameMissing').trim().min(1, 'tokenNameMissing').max(100, 'tokenNameMissing'),
    organisation: z.coerce.number('organisationOutside').int('organisationOutside').positive('organisationOutside'),
    roles: several(z.enum(tokenRoles, 'tokenRolesMissing')),
    scopes: list(z.enum(apiScopes, 'tokenScopesMissing'), 'tokenScopesMissing'),
    networks: z
      .string()
      .optional()
      .default('')
      .transform((text) => text.split(/[\s,;，；]+/).filter(Boolean)),
    expiresOn: day,
  })
  .refine((wish) => wish.roles.length > 0 || isReporting(wish), { path: ['roles'], error: 'tokenRolesMissing' })
  .refine((wish) => wish.networks.length === 0 || !wish.scopes.includes('cases.report'), {
    path: ['networks'],
    error: 'networksReporting',
  });

export const rosterClientInput = z.object({
  name: z.string('tokenNameMissing').trim().min(1, 'tokenNameMissing').max(100, 'tokenNameMissing'),
  organisation: z.coerce.number('organisationOutside').int('organisationOutside').positive('organisationOutside'),
  extent: z.enum(extents, 'rosterExtentMissing'),
});

export const webhookInput = z.object({
  url: z.string('webhookUrlWrong').trim().min(1, 'webhookUrlWrong').max(500, 'webhookUrlWrong'),
  organisation: z.coerce.number('organisationOutside').int('organisationOutside').positive('organisationOutside'),
  events: list(z.enum(eventKinds, 'webhookEventsMissing'), 'webhookEventsMissing'),
});

/** The last message of a page: its time and its id. */
export const beforeInput = z
  .string()
  .transform((text) => text.split('_'))
  .pipe(z.tuple([z.iso.datetime(), z.uuid()]))
  .transform(([at, id]) => ({ at: new Date(at), id }));

export const replayInput = z.union([z.object({ message: z.uuid() }), z.object({ since: day })], 'expiryMissing');
