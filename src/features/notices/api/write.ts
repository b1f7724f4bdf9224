/** Writing through the API: the actions of the pages, one after the other, all of them or none. */
import { joined } from '#platform/database/joined.ts';
import type { Services } from '#platform/services.ts';
import { done, type Outcome, type Trouble } from '#platform/trouble.ts';
import { addClauses, removeClause } from '../actions/audience.ts';
import type { By } from '../actions/by.ts';
import { createNotice, saveBasics, saveRequest, saveText } from '../actions/draft.ts';
import type { Clause, Whole } from '../model/notice.ts';
import { audienceOf, noticeById } from '../queries/notices.ts';
import type { NoticeChange } from './shapes.ts';

type NewNotice = NoticeChange & Required<Pick<NoticeChange, 'organisationId' | 'kind'>>;

/** Carries an action's troubles out of the transaction, which rolls it back. */
class Refused extends Error {
  readonly troubles: Trouble[];
  constructor(troubles: Trouble[]) {
    super('refused');
    this.troubles = troubles;
  }
}

async function together<T>(services: Services, work: (inner: Services) => Promise<T>): Promise<Outcome<T>> {
  try {
    const value = await services.db.transaction().execute((trx) => work({ ...services, db: joined(trx) }));
    return done(value);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, troubles: error.troubles };
    throw error;
  }
}

function ofIt<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refused(outcome.troubles);
  return outcome.value;
}

/** A draft with all that it says, or nothing. */
export function writeNotice(services: Services, by: By, wish: NewNotice): Promise<Outcome<{ id: number }>> {
  return together(services, async (inner) => {
    const { id } = ofIt(
      await createNotice(inner, by, {
        organisationId: wish.organisationId,
        kind: wish.kind,
        isPublic: wish.isPublic ?? true,
        mainLanguage: wish.mainLanguage ?? 'zh-CN',
      }),
    );
    const revision = (await noticeById(inner.db, id))?.revision as number;
    await change(inner, by, id, revision, wish, { request: 'none', deadlineOn: null });
    return { id };
  });
}

/** Changes a draft as it was read: `whole` names the revision. */
export function changeNotice(services: Services, by: By, whole: Whole, wish: NoticeChange): Promise<Outcome<null>> {
  const { notice } = whole;
  return together(services, async (inner) => {
    let { revision } = notice;
    if (['organisationId', 'kind', 'isPublic', 'mainLanguage'].some((key) => key in wish)) {
      const basics = {
        organisationId: wish.organisationId ?? notice.organisationId,
        kind: wish.kind ?? notice.kind,
        isPublic: wish.isPublic ?? notice.isPublic,
        mainLanguage: wish.mainLanguage ?? notice.mainLanguage,
      };
      revision = ofIt(await saveBasics(inner, by, notice.id, revision, basics)).revision;
    }
    await change(inner, by, notice.id, revision, wish, notice);
    return null;
  });
}

async function change(
  services: Services,
  by: By,
  id: number,
  from: number,
  wish: NoticeChange,
  before: { request: 'none' | 'acknowledge' | 'slip'; deadlineOn: string | null },
): Promise<void> {
  let revision = from;
  for (const text of wish.texts ?? []) {
    revision = ofIt(await saveText(services, by, id, revision, text)).revision;
  }
  if (wish.request !== undefined || wish.deadlineOn !== undefined) {
    const request = {
      request: wish.request ?? before.request,
      deadlineOn: wish.deadlineOn === undefined ? before.deadlineOn : wish.deadlineOn,
    };
    revision = ofIt(await saveRequest(services, by, id, revision, request)).revision;
  }
  if (!wish.audience) return;
  const audience = await audienceOf(services.db, id);
  const same = (one: Clause) => (other: Clause) =>
    one.organisationId === other.organisationId && one.role === other.role;
  for (const mode of ['include', 'exclude'] as const) {
    const wanted = wish.audience[mode];
    for (const clause of audience[mode].filter((one) => !wanted.some(same(one)))) {
      revision = ofIt(await removeClause(services, by, id, revision, mode, clause)).revision;
    }
    const added = wanted.filter((one) => !audience[mode].some(same(one)));
    if (added.length > 0) revision = ofIt(await addClauses(services, by, id, revision, mode, added)).revision;
  }
}
