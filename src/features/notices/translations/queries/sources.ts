/** What translations were made from. */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/connect.ts';

export interface Source {
  language: string;
  title: string;
  body: string;
}

/** From now on the translation agrees with the main text as it is. */
export async function setSource(trx: Transaction, id: number, language: string): Promise<void> {
  await sql`update notice_text t set source_language = m.language, source_title = m.title, source_body = m.body
    from notice n join notice_text m on m.notice_id = n.id and m.language = n.main_language
    where n.id = ${id} and t.notice_id = n.id and t.language = ${language} and t.language <> n.main_language`.execute(
    trx,
  );
}

/** The main text from which a translation was made; nothing if there was none yet. */
export async function sourceOf(db: Database | Transaction, id: number, language: string): Promise<Source | undefined> {
  const { rows } = await sql<Source>`
    select source_language as language, source_title as title, source_body as body from notice_text
    where notice_id = ${id} and language = ${language} and source_body is not null`.execute(db);
  return rows[0];
}
