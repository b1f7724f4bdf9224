/** Whom a notice goes to: union and exclusion of organisations' subtrees and roles. */
import { audienceSize, organisationsByIds } from '#features/directory/feature.ts';
import { type Reach, within } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, refused } from '#platform/trouble.ts';
import { type Audience, type Clause, largeEnough, type Notice, onlyOwnClasses } from '../model/notice.ts';
import { audienceOf } from '../queries/notices.ts';
import { changeState, deleteClause, insertClauses } from '../queries/write.ts';
import { type By, edit, today } from './by.ts';

const mostClauses = 200;

/** Adds clauses. All organisations must lie within the writer's reach. */
export async function addClauses(
  services: Services,
  by: By,
  id: number,
  revision: number,
  mode: 'include' | 'exclude',
  clauses: readonly Clause[],
): Promise<Outcome<{ revision: number }>> {
  if (clauses.length === 0) return refused('roles', 'rolesMissing');
  const found = await organisationsByIds(
    services.db,
    clauses.map((clause) => clause.organisationId),
  );
  const outside = clauses.some((clause) => {
    const organisation = found.get(clause.organisationId);
    return !organisation || organisation.endedOn !== null || !within(by.reach, organisation.path);
  });
  if (outside) return refused('organisationId', 'organisationOutside');
  return edit(
    services,
    by,
    id,
    revision,
    async (trx, notice) => {
      if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
      const before = await audienceOf(trx, id);
      if (before.include.length + before.exclude.length + clauses.length > mostClauses) {
        return refused('organisationId', 'tooManyClauses');
      }
      await insertClauses(trx, id, mode, clauses);
      await judgeAnew(services, trx, notice);
      return done(null);
    },
    { ofForward: true },
  );
}

export function removeClause(
  services: Services,
  by: By,
  id: number,
  revision: number,
  mode: 'include' | 'exclude',
  clause: Clause,
): Promise<Outcome<{ revision: number }>> {
  return edit(
    services,
    by,
    id,
    revision,
    async (trx, notice) => {
      if (notice.correctsId !== null) return refused(null, 'fixedInCorrection');
      await deleteClause(trx, id, mode, clause);
      await judgeAnew(services, trx, notice);
      return done(null);
    },
    { ofForward: true },
  );
}

/** It was found to be the writer's own class, and so may be small: that was said of the audience as it was. */
async function judgeAnew(services: Services, trx: Transaction, notice: Notice): Promise<void> {
  if (notice.isOwnClass)
    await changeState(trx, notice.id, { state: notice.state, isOwnClass: false }, services.clock.now());
}

/** Whether all that an audience includes lies within a reach. */
export async function audienceWithin(trx: Transaction, reach: Reach, { include }: Audience): Promise<boolean> {
  const found = await organisationsByIds(
    trx,
    include.map((clause) => clause.organisationId),
  );
  return include.every((clause) => {
    const organisation = found.get(clause.organisationId);
    return organisation !== undefined && within(reach, organisation.path);
  });
}

/** Counts the audience and checks the smallest size; `isOwnClass` says that it is small because it is one's own class. */
export async function measured(
  trx: Transaction,
  services: Services,
  notice: Notice,
  audience: Audience,
  ownClassIds: readonly number[],
): Promise<Outcome<{ people: number; isOwnClass: boolean }>> {
  if (audience.include.length === 0) return refused('audience', 'audienceMissing');
  const { people } = await audienceSize(trx, audience, today(services));
  const isOwnClass = notice.isOwnClass || onlyOwnClasses(audience, ownClassIds);
  if (!largeEnough(people, isOwnClass)) return refused('audience', 'audienceSmall', { people });
  return done({ people, isOwnClass });
}
