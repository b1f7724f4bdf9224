/** SQL of followers, of what they are told, and of what is still to be pushed. */
import { sql } from 'kysely';
import type { Subscription } from '#features/directory/feature.ts';
import type { Database, Transaction } from '#platform/database/connect.ts';
import type { Language } from '#platform/i18n.ts';
import { confirmHours, type PushHealth, type Wish, type Word, wordDays } from './model.ts';

const hourMs = 3_600_000;

/** The number of an address that is not confirmed yet; null where it is: then there is nothing to ask. */
export async function askAddress(trx: Transaction, address: string, wish: Wish, at: Date): Promise<number | null> {
  const { rows } = await sql<{ id: number; confirmed: boolean }>`
    insert into follower (way, language, exercises, address, asked_at)
    values ('mail', ${wish.language}, ${wish.exercises}, ${address}, ${at})
    on conflict (address) do update set asked_at = excluded.asked_at,
      language = case when follower.confirmed_at is null then excluded.language else follower.language end,
      exercises = case when follower.confirmed_at is null then excluded.exercises else follower.exercises end
    returning id, confirmed_at is not null as confirmed`.execute(trx);
  const [row] = rows;
  return row && !row.confirmed ? row.id : null;
}

/** True if it is confirmed now; false: it was forgotten meanwhile. */
export async function confirmFollower(trx: Transaction, id: number, at: Date): Promise<boolean> {
  const { rows } =
    await sql`update follower set confirmed_at = coalesce(confirmed_at, ${at}) where id = ${id} and way = 'mail'
    and (confirmed_at is not null or asked_at > ${new Date(at.getTime() - confirmHours * hourMs)}) returning id`.execute(
      trx,
    );
  return rows.length > 0;
}

export async function deleteFollower(db: Database | Transaction, id: number): Promise<void> {
  await sql`delete from follower where id = ${id}`.execute(db);
}

export async function addBrowser(
  trx: Transaction,
  { endpoint, p256dh, auth }: Subscription,
  wish: Wish,
  at: Date,
): Promise<void> {
  await sql`insert into follower (way, language, exercises, address, p256dh, auth, asked_at, confirmed_at)
    values ('push', ${wish.language}, ${wish.exercises}, ${endpoint}, ${p256dh}, ${auth}, ${at}, ${at})
    on conflict (address) do update set language = excluded.language, exercises = excluded.exercises,
      p256dh = excluded.p256dh, auth = excluded.auth`.execute(trx);
}

export async function deleteBrowser(trx: Transaction, endpoint: string): Promise<void> {
  await sql`delete from follower where way = 'push' and address = ${endpoint}`.execute(trx);
}

/** In the transaction of the publication: what was still to be told of the subject is overtaken. */
export async function insertWord(trx: Transaction, word: Word, at: Date, lastsUntil: Date): Promise<void> {
  await sql`delete from follower_push p using follower_word w where w.id = p.word_id and w.subject = ${word.subject}`.execute(
    trx,
  );
  await sql`update follower_word set mailed = true where subject = ${word.subject} and not mailed`.execute(trx);
  await sql`
    with made as (
      insert into follower_word (subject, word, office, exercise, texts, at, lasts_until)
      values (${word.subject}, ${word.word}, ${word.office}, ${word.exercise}, ${JSON.stringify(word.texts)}::jsonb, ${at}, ${lastsUntil})
      returning id)
    insert into follower_push (word_id, follower_id, due_at)
    select made.id, f.id, ${at} from made, follower f
    where f.way = 'push' and f.confirmed_at is not null and (f.exercises or not ${word.exercise})`.execute(trx);
}

export interface MailFollower {
  id: number;
  address: string;
  language: Language;
}

/** A word of which mails are still to be queued, locked: of two senders one goes on with it. */
export async function lockMailing(trx: Transaction): Promise<(Word & { id: number; mailedTo: number }) | undefined> {
  const { rows } = await sql<Word & { id: number; mailedTo: number }>`
    select id, subject, word, office, exercise, texts, mailed_to as "mailedTo" from follower_word
    where not mailed order by id limit 1 for update skip locked`.execute(trx);
  return rows[0];
}

/** The next followers by mail of a word, and how far it has come after them. */
export async function nextByMail(
  trx: Transaction,
  word: { id: number; mailedTo: number; exercise: boolean },
  limit: number,
): Promise<MailFollower[]> {
  const { rows } = await sql<MailFollower>`select id, address, language from follower
    where way = 'mail' and confirmed_at is not null and id > ${word.mailedTo} and (exercises or not ${word.exercise})
    order by id limit ${limit}`.execute(trx);
  const last = rows.at(-1)?.id ?? word.mailedTo;
  await sql`update follower_word set mailed_to = ${last}, mailed = ${rows.length < limit} where id = ${word.id}`.execute(
    trx,
  );
  return rows;
}

export interface DuePush extends Subscription {
  wordId: number;
  followerId: number;
  language: Language;
  attempts: number;
  word: Word;
}

/** Takes pushes that are due; whoever dies with them gives them back after a minute. Those of old words go. */
export async function claimPushes(db: Database, now: Date, limit: number): Promise<DuePush[]> {
  await sql`delete from follower_push p using follower_word w where w.id = p.word_id and w.lasts_until < ${now}`.execute(
    db,
  );
  const { rows } = await sql<DuePush>`
    with due as (
      select word_id, follower_id from follower_push where due_at <= ${now} order by due_at limit ${limit} for update skip locked),
    taken as (
      update follower_push p set due_at = ${new Date(now.getTime() + 60_000)}, attempts = least(p.attempts + 1, 1000) from due
      where due.word_id = p.word_id and due.follower_id = p.follower_id returning p.*)
    select t.word_id as "wordId", t.follower_id as "followerId", t.attempts, f.language, f.address as endpoint, f.p256dh, f.auth,
      jsonb_build_object('subject', w.subject, 'word', w.word, 'office', w.office, 'exercise', w.exercise, 'texts', w.texts) as word
    from taken t join follower f on f.id = t.follower_id join follower_word w on w.id = t.word_id`.execute(db);
  return rows;
}

export async function pushDone(db: Database, { wordId, followerId }: DuePush): Promise<void> {
  await sql`delete from follower_push where word_id = ${wordId} and follower_id = ${followerId}`.execute(db);
}

export async function pushLater(db: Database, { wordId, followerId }: DuePush, dueAt: Date): Promise<void> {
  await sql`update follower_push set due_at = ${dueAt} where word_id = ${wordId} and follower_id = ${followerId}`.execute(
    db,
  );
}

/** When the next push is due; null: none waits. */
export async function nextPush(db: Database): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select min(due_at) as at from follower_push`.execute(db);
  return rows[0]?.at ?? null;
}

export async function addPushTally(
  db: Database,
  tally: { at: Date; good: number; bad: number; error: string },
): Promise<void> {
  await sql`insert into push_tally (at, good, bad, error) values (${tally.at}, ${tally.good}, ${tally.bad}, ${tally.error})`.execute(
    db,
  );
}

export async function pushHealth(db: Database, now: Date): Promise<PushHealth> {
  const { rows } = await sql<PushHealth>`
    select (select count(*)::int from follower where way = 'push') as followers,
      (select count(*)::int from follower_push) as queued,
      (select min(w.at) from follower_push p join follower_word w on w.id = p.word_id) as "oldestAt",
      (select max(at) from push_tally where good > 0) as "lastSuccessAt",
      e.at as "lastErrorAt", e.error as "lastError", t.attempts, t.errors
    from (select coalesce(sum(good + bad), 0)::int8 as attempts, coalesce(sum(bad), 0)::int8 as errors from push_tally
        where at > ${now}::timestamptz - interval '24 hours') t
      left join (select at, error from push_tally where bad > 0 order by at desc limit 1) e on true`.execute(db);
  return rows[0] as PushHealth;
}

/** Addresses that were never confirmed, words that are old, tallies of no use. */
export async function forgetFollowers(db: Database, now: Date, most: number): Promise<number> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  const { rows } = await sql`delete from follower where id in (select id from follower
    where confirmed_at is null and asked_at < ${before(confirmHours * hourMs)} limit ${most}) returning id`.execute(db);
  await sql`delete from follower_word where at < ${before(wordDays * 24 * hourMs)}`.execute(db);
  await sql`delete from push_tally where at < ${before(7 * 24 * hourMs)}`.execute(db);
  return rows.length;
}

/** After a restore: what was waiting is old news. */
export async function dropWaiting(trx: Transaction): Promise<void> {
  await sql`delete from follower_push`.execute(trx);
  await sql`update follower_word set mailed = true where not mailed`.execute(trx);
}
