/** Makes cases for tests and the demo, past the public door: in any state, of any day. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import { complains, type Kind } from '../model/kinds.ts';
import { numberFrom } from '../model/receipt.ts';
import type { State } from '../model/state.ts';

export interface CaseWish {
  kind?: Kind;
  category?: string;
  clock?: 'petition' | 'question';
  organisationId?: number | null;
  officeId?: number | null;
  assignedOn?: string | null;
  text?: string;
  language?: 'zh-CN' | 'en';
  receivedOn: string;
  dueOn: string;
  state?: State;
  acceptedOn?: string | null;
  mayPublish?: boolean;
  address?: string | null;
  point?: { latitude: number; longitude: number };
}

export interface MadeCase {
  id: string;
  number: string;
}

/** A question by default, received and not assigned. */
export async function makeCase(db: Database | Transaction, wish: CaseWish): Promise<MadeCase> {
  const number = numberFrom(randomBytes(8));
  const kind = wish.kind ?? 'question';
  const clock = wish.clock ?? (complains(kind) ? 'petition' : 'question');
  const { rows } = await sql<{ id: string }>`
    insert into voice_case (number, kind, category, way, via, language, organisation_id, text, may_publish, receipt,
      received_on, clock, clock_version, state, office_id, assigned_on, accepted_on, due_on, address,
      latitude, longitude)
    values (${number}, ${kind},
      coalesce(${wish.category ?? null}::text, (select code from voice_category where kind = ${kind} order by position limit 1)),
      'anonymous', 'page', ${wish.language ?? 'zh-CN'}, ${wish.organisationId ?? null}::bigint,
      ${wish.text ?? '校车几点到站？'}, ${wish.mayPublish ?? false}, ${randomBytes(32)}, ${wish.receivedOn}::date, ${clock}, 1,
      ${wish.state ?? 'received'}, ${wish.officeId ?? null}::bigint, ${wish.assignedOn ?? null}::date,
      ${wish.acceptedOn ?? null}::date, ${wish.dueOn}::date, ${wish.address ?? null}::text,
      ${wish.point?.latitude ?? null}::double precision, ${wish.point?.longitude ?? null}::double precision)
    returning id`.execute(db);
  return { id: rows[0]?.id ?? '', number };
}
