/** Notices in any state, for tests: through the actions themselves, by people of the standard cast. */
import type { Reach } from '#platform/access.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import { addClauses } from './actions/audience.ts';
import type { By } from './actions/by.ts';
import { createNotice, saveRequest, saveText } from './actions/draft.ts';
import { publish } from './actions/publish.ts';
import { approve, submit } from './actions/review.ts';
import type { Kind } from './model/kinds.ts';
import type { Clause } from './model/notice.ts';
import { stopWindow } from './model/states.ts';
import { chooseNumber } from './numbers/actions/choose.ts';
import { noticeById } from './queries/notices.ts';

/** A clock that a test moves. */
export interface MovableClock {
  now(): Date;
  set(at: string | Date): void;
  pass(milliseconds: number): void;
}

export function movableClock(start: string): MovableClock {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    set: (moment) => {
      at = new Date(moment);
    },
    pass: (milliseconds) => {
      at = new Date(at.getTime() + milliseconds);
    },
  };
}

/** Somebody acting within the subtree of an organisation. */
export function byAt(member: { accountId: number; organisation: { path: string } }): By {
  return { accountId: member.accountId, reach: { paths: [member.organisation.path], brand: 'reach' } as Reach };
}

export interface NoticeSpec {
  office: number;
  author: By;
  approver: By;
  audience: Clause[];
  exclude?: Clause[];
  kind?: Kind;
  deadlineOn?: string | null;
  isPublic?: boolean;
  /** As another office gave it, or the series that gives it. */
  number?: string;
  numberCodeId?: number;
  texts?: { language: ContentLanguage; title: string; body: string }[];
}

const plain = [
  { language: 'zh-CN' as const, title: '关于冬季作息时间调整的通知', body: '各位家长：到校时间推迟二十分钟。' },
];

/** A complete draft; returns its id and revision. */
export async function makeDraft(services: Services, spec: NoticeSpec): Promise<{ id: number; revision: number }> {
  const { id } = value(
    await createNotice(services, spec.author, {
      organisationId: spec.office,
      kind: spec.kind ?? 'safety',
      isPublic: spec.isPublic ?? true,
      mainLanguage: (spec.texts ?? plain)[0]?.language ?? 'zh-CN',
    }),
  );
  let revision = 1;
  if (spec.number) {
    const choice = { from: 'elsewhere' as const, number: spec.number };
    revision = value(await chooseNumber(services, spec.author, id, revision, choice)).revision;
  }
  if (spec.numberCodeId) {
    const choice = { from: 'series' as const, codeId: spec.numberCodeId };
    revision = value(await chooseNumber(services, spec.author, id, revision, choice)).revision;
  }
  for (const text of spec.texts ?? plain) {
    revision = value(await saveText(services, spec.author, id, revision, text)).revision;
  }
  revision = value(await addClauses(services, spec.author, id, revision, 'include', spec.audience)).revision;
  if (spec.exclude?.length) {
    revision = value(await addClauses(services, spec.author, id, revision, 'exclude', spec.exclude)).revision;
  }
  if (spec.deadlineOn) {
    const request = { request: 'acknowledge' as const, deadlineOn: spec.deadlineOn };
    revision = value(await saveRequest(services, spec.author, id, revision, request)).revision;
  }
  return { id, revision };
}

export async function makeApproved(services: Services, spec: NoticeSpec): Promise<number> {
  const { id, revision } = await makeDraft(services, spec);
  value(await submit(services, spec.author, id, revision));
  value(await approve(services, spec.approver, id, revision, ''));
  return id;
}

/** Published, and the minute in which it could be stopped has passed. */
export async function makePublished(
  services: Services & { clock: MovableClock },
  spec: NoticeSpec,
): Promise<{ id: number; messageId: number }> {
  const id = await makeApproved(services, spec);
  value(await publish(services, spec.author, id));
  services.clock.pass(stopWindow + 1000);
  const notice = await noticeById(services.db, id);
  return { id, messageId: notice?.messageId as number };
}

/** What an outcome brought; a test that expects it fails with the troubles. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.troubles)}`);
  return outcome.value;
}

/** The keys of an outcome's troubles; empty when it was done. */
export function troublesOf(outcome: Outcome<unknown>): string[] {
  return outcome.ok ? [] : outcome.troubles.map((trouble) => trouble.key);
}
