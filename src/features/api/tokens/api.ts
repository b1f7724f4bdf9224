/** What a token may do, for the machine that holds it. */
import { z } from 'zod';
import { organisationById } from '#features/directory/feature.ts';
import { apiScopes } from '#platform/api-scopes.ts';
import { json } from '#platform/http/api/answer.ts';
import { type ApiRoute, apiRoute } from '#platform/http/api/route.ts';
import { NotFound } from '#platform/http/respond.ts';
import { tokenRoles } from '../model.ts';

const shape = z
  .object({
    name: z.string(),
    organisationId: z.number().int().meta({ description: 'It holds here and below.' }),
    organisation: z.string(),
    roles: z.array(z.enum(tokenRoles)),
    scopes: z.array(z.enum(apiScopes)),
  })
  .meta({ id: 'Token' });

export const tokenApi: readonly ApiRoute[] = [
  apiRoute(
    {
      method: 'get',
      path: '/api/v1/token',
      permission: 'token',
      scope: null,
      operationId: 'getToken',
      tag: 'token',
      summary: 'What your token may do',
      conditional: 'read',
      answers: { 200: { description: 'The token itself, without its secret.', schema: shape } },
    },
    async (c) => {
      const { caller, services } = c.var;
      if (caller.kind !== 'token') throw new NotFound();
      const { name, scopes, organisationId } = caller;
      const organisation = await organisationById(services.db, organisationId);
      const roles = caller.grants.map((grant) => grant.role);
      return json(c, { name, organisationId, organisation: organisation?.name ?? '', roles, scopes });
    },
  ),
];
