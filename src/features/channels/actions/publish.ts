/** The door for what is published: its words are put into each channel that wants them, in the publication's own transaction. */
import type { Transaction } from '#platform/database/connect.ts';
import { callAt, callNow } from '../calling.ts';
import { wordToFollowers } from '../followers/actions.ts';
import { lastsHours, takesBack, type WordKind } from '../model/channel.ts';
import { deleteUnsaid, insertPost, listeners, overtake } from '../queries/posts.ts';

export interface PublicWord {
  kind: 'notice' | 'incident';
  /** `notice:12`: what later words about it refer to. */
  subject: string;
  word: Exclude<WordKind, 'test'>;
  /** Where it belongs: the issuing office, or the places that it touches. */
  paths: readonly string[];
  /** The issuing office's name: nothing goes out without it. */
  office: string;
  exercise: boolean;
  /** The first is the main one, for channels whose language is missing. */
  texts: readonly { language: string; title: string; text: string; link: string }[];
  /** From when on it may be said. */
  dueAt: Date;
  at: Date;
}

/** Returns in how many channels it will be said. Something is taken back only where it may have been heard. */
export async function broadcast(trx: Transaction, said: PublicWord): Promise<number> {
  const { kind, subject, word, office, exercise, dueAt, at } = said;
  const lastsUntil = new Date(dueAt.getTime() + lastsHours[kind] * 3_600_000);
  let channels = 0;
  for (const { id, language, heard } of await listeners(trx, said)) {
    await overtake(trx, id, subject);
    if (takesBack.includes(word) && !heard) continue;
    const text = said.texts.find((one) => one.language === language) ?? said.texts[0];
    if (!text) throw new Error(`${subject} says nothing.`);
    const content = { ...text, office, exercise };
    await insertPost(trx, {
      channelId: id,
      subject,
      word,
      content,
      urgent: kind === 'incident',
      dueAt,
      lastsUntil,
      at,
    });
    channels += 1;
  }
  if (channels > 0) await (dueAt > at ? callAt(trx, dueAt) : callNow(trx));
  if (said.kind === 'incident' && isForFollowers(word)) {
    await wordToFollowers(trx, { subject, word, office, exercise, texts: said.texts }, at, lastsUntil);
  }
  return channels;
}

function isForFollowers(word: WordKind): word is 'update' | 'ended' | 'mistaken' {
  return word === 'update' || word === 'ended' || word === 'mistaken';
}

/** Of what was stopped before it was due: nothing is said. */
export async function takeBackWord(trx: Transaction, subject: string, word: WordKind, now: Date): Promise<void> {
  await deleteUnsaid(trx, subject, word, now);
}
