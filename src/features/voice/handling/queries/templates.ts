/** Texts with places to fill in. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Template } from '../model/template.ts';

type Db = Database | Transaction;
const columns = sql`id, name, language, text, ended_on is not null as ended`;

export async function templates(db: Db, options: { ended: boolean }): Promise<Template[]> {
  const { rows } = await sql<Template>`select ${columns} from voice_template
    where ${options.ended}::boolean or ended_on is null order by ended_on nulls first, name collate "zh-x-icu", id limit 500`.execute(
    db,
  );
  return rows;
}

export async function templateById(db: Db, id: number): Promise<Template | undefined> {
  const { rows } = await sql<Template>`select ${columns} from voice_template where id = ${id}`.execute(db);
  return rows[0];
}

export async function insertTemplate(trx: Transaction, template: Omit<Template, 'id' | 'ended'>): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into voice_template (name, language, text)
    values (${template.name}, ${template.language}, ${template.text}) returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

export async function updateTemplate(trx: Transaction, template: Omit<Template, 'ended'>): Promise<void> {
  await sql`update voice_template set name = ${template.name}, language = ${template.language}, text = ${template.text}
    where id = ${template.id}`.execute(trx);
}

export async function endTemplate(trx: Transaction, id: number, day: string): Promise<void> {
  await sql`update voice_template set ended_on = coalesce(ended_on, ${day}::date) where id = ${id}`.execute(trx);
}
