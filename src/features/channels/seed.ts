/** The demo's door: channels with what was said in them over the year. Nothing leaves. */
import { sql } from 'kysely';
import type { Reach } from '#platform/access.ts';
import type { Transaction } from '#platform/database/connect.ts';
import type { Services } from '#platform/services.ts';
import type { Outcome } from '#platform/trouble.ts';
import { addChannel } from './actions/manage.ts';
import type { Content, Kind, OutcomeName, WordKind } from './model/channel.ts';

export interface SeededPost {
  subject: string;
  word: WordKind;
  content: Content;
  at: Date;
  /** Attempts before the one that was taken. */
  before?: readonly { outcome: OutcomeName; code: string }[];
}

export interface SeededChannel {
  organisationId: number;
  kind: Kind;
  name: string;
  below: boolean;
  url: string;
  secret?: string;
  posts: readonly SeededPost[];
}

/** Sets channels up as an administrator does, and writes their past as sent. */
export async function seedChannels(
  services: Services,
  by: { accountId: number; reach: Reach },
  channels: readonly SeededChannel[],
): Promise<void> {
  for (const { posts, url, secret, ...channel } of channels) {
    const wish = { ...channel, language: 'zh-CN', notices: true, incidents: true };
    const made = await addChannel(services, by, wish, { url, secret });
    await services.db.transaction().execute((trx) => writePast(trx, said(made).id, posts));
  }
}

function said<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`A channel was refused: ${outcome.troubles.map(({ key }) => key).join(', ')}`);
  return outcome.value;
}

async function writePast(trx: Transaction, channelId: number, posts: readonly SeededPost[]): Promise<void> {
  for (const { subject, word, content, at, before = [] } of posts) {
    const tries = [...before, { outcome: 'sent', code: '0' }].map((one, n, all) => ({
      ...one,
      at: new Date(at.getTime() - (all.length - 1 - n) * 60_000).toISOString(),
    }));
    await sql`with post as (
        insert into broadcast_post (channel_id, subject, word, content, urgent, state, attempts, due_at, lasts_until, created_at, sent_at)
        values (${channelId}, ${subject}, ${word}, ${JSON.stringify(content)}::jsonb, ${subject.startsWith('incident')},
          'sent', ${tries.length}, ${at}, ${new Date(at.getTime() + 86_400_000)}, ${at}, ${at}) returning id)
      insert into broadcast_attempt (post_id, channel_id, at, outcome, code)
      select post.id, ${channelId}, t.at, t.outcome, t.code from post,
        jsonb_to_recordset(${JSON.stringify(tries)}::jsonb) t (at timestamptz, outcome text, code text)`.execute(trx);
  }
  await sql`update broadcast_channel set last_success_at = (select max(sent_at) from broadcast_post where channel_id = ${channelId})
    where id = ${channelId}`.execute(trx);
}
