/** Templates of notices. Read where they may be used; changed within the reach. */
import { type RawBuilder, sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { ContentLanguage } from '#platform/i18n.ts';
import type { Text } from '../../model/notice.ts';
import { pathsOf } from '../../queries/notices.ts';
import type { Slip } from '../../slips/model/slip.ts';
import type { Template, TemplateSettings } from '../model/template.ts';

const columns = sql`t.id, t.organisation_id as "organisationId", o.name as organisation,
  o.path::text as "organisationPath", t.name, t.kind, t.is_public as "isPublic", t.main_language as "mainLanguage",
  t.request, t.deadline_days as "deadlineDays", t.roles, t.slip, t.revision, t.updated_at as "updatedAt",
  t.retired_at as "retiredAt"`;
const tables = sql`notice_template t join organisation o on o.id = t.organisation_id`;

/** Usable within the reach: of an office in it, or above it. */
function usable(reach: Reach): RawBuilder<boolean> {
  return sql<boolean>`(o.path <@ any (${pathsOf(reach)}) or o.path @> any (${pathsOf(reach)}))`;
}

export interface TemplateFilter {
  retired: boolean;
  text: string;
  after?: number;
  limit: number;
}

/** By id, paged; those in use or those that are retired. */
export async function templatesWithin(db: Database, reach: Reach, filter: TemplateFilter): Promise<Template[]> {
  const like = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<Template>`
    select ${columns} from ${tables} where ${usable(reach)}
      and (t.retired_at is not null) = ${filter.retired}
      ${filter.text ? sql`and t.name ilike ${like}` : sql``}
      ${filter.after ? sql`and t.id > ${filter.after}` : sql``}
    order by t.id limit ${filter.limit}`.execute(db);
  return rows;
}

export async function templateUsable(db: Database, reach: Reach, id: number): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${columns} from ${tables} where t.id = ${id} and ${usable(reach)}`.execute(db);
  return rows[0];
}

/** Locks a template of an office within the reach. */
export async function lockTemplate(trx: Transaction, reach: Reach, id: number): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    select ${columns} from ${tables} where t.id = ${id} and o.path <@ any (${pathsOf(reach)}) for update of t`.execute(
    trx,
  );
  return rows[0];
}

/** Without a reach: for what the clock does. */
export async function templateById(db: Database | Transaction, id: number): Promise<Template | undefined> {
  const { rows } = await sql<Template>`select ${columns} from ${tables} where t.id = ${id}`.execute(db);
  return rows[0];
}

export async function templateTexts(db: Database | Transaction, id: number): Promise<Text[]> {
  const { rows } = await sql<Text>`
    select language, title, body from notice_template_text where template_id = ${id}
    order by array_position(array['zh-CN', 'en', 'bo', 'qxs'], language)`.execute(db);
  return rows;
}

export async function insertTemplate(
  trx: Transaction,
  template: TemplateSettings & { organisationId: number; slip: Slip | null; by: number; at: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into notice_template (organisation_id, name, kind, is_public, main_language, request, deadline_days, roles,
      slip, made_by, created_at, updated_at)
    values (${template.organisationId}, ${template.name}, ${template.kind}, ${template.isPublic},
      ${template.mainLanguage}, ${template.request}, ${template.deadlineDays}, ${[...template.roles]}::text[],
      ${template.slip === null ? null : JSON.stringify(template.slip)}::jsonb, ${template.by}, ${template.at},
      ${template.at}) returning id`.execute(trx);
  return rows[0]?.id as number;
}

export async function updateTemplate(
  trx: Transaction,
  id: number,
  settings: TemplateSettings,
  at: Date,
): Promise<void> {
  await sql`update notice_template set name = ${settings.name}, kind = ${settings.kind},
      is_public = ${settings.isPublic}, main_language = ${settings.mainLanguage}, request = ${settings.request},
      deadline_days = ${settings.deadlineDays}, roles = ${[...settings.roles]}::text[], revision = revision + 1,
      updated_at = ${at}
    where id = ${id}`.execute(trx);
}

export async function writeTemplateText(trx: Transaction, id: number, text: Text): Promise<void> {
  await sql`insert into notice_template_text (template_id, language, title, body)
    values (${id}, ${text.language}, ${text.title}, ${text.body})
    on conflict (template_id, language) do update set title = excluded.title, body = excluded.body`.execute(trx);
}

export async function deleteTemplateText(trx: Transaction, id: number, language: ContentLanguage): Promise<void> {
  await sql`delete from notice_template_text where template_id = ${id} and language = ${language}`.execute(trx);
}

export async function touchTemplate(trx: Transaction, id: number, at: Date): Promise<void> {
  await sql`update notice_template set revision = revision + 1, updated_at = ${at} where id = ${id}`.execute(trx);
}

export async function setRetired(trx: Transaction, id: number, at: Date | null): Promise<void> {
  await sql`update notice_template set retired_at = ${at} where id = ${id}`.execute(trx);
}
