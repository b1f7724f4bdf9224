/** Mails to followers: the one that asks whether they want to, and what happens. */
import type { Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { bodiesOf } from '../compose.ts';
import { wordsOf } from '../words-around.ts';
import { signFollower } from './links.ts';
import { followWords } from './messages.ts';
import { confirmHours, type Word } from './model.ts';
import { followPaths } from './paths.ts';

interface Follower {
  id: number;
  address: string;
  language: Language;
}

export function confirmMail({ config, secrets }: Services, follower: Follower): DirectMail {
  const t = followWords(follower.language);
  const site = config.siteName || t('page');
  const link = config.publicUrl + followPaths.confirm(signFollower(secrets, 'confirm', follower.id));
  const subject = t('confirmSubject', { site });
  return {
    ...{ address: follower.address, language: follower.language, subject },
    ...bodiesOf([t('confirmText', { site }), link, t('confirmOr', { hours: confirmHours })], link),
    unsubscribe: stopAddress({ config, secrets }, follower.id),
  };
}

/** One click stops it (RFC 8058). */
export function wordMail({ config, secrets }: Services, follower: Follower, word: Word): DirectMail {
  const t = followWords(follower.language);
  const text = word.texts.find((one) => one.language === follower.language) ?? word.texts[0];
  if (!text) throw new Error(`${word.subject} says nothing.`);
  const { title, office } = wordsOf({ ...text, office: word.office, exercise: word.exercise }, word.word);
  const stop = stopAddress({ config, secrets }, follower.id);
  const paragraphs = [...text.text.split('\n').filter(Boolean), text.link, office, t('stopHint', { link: stop })];
  const { address, language } = follower;
  return { address, language, subject: title, ...bodiesOf(paragraphs, text.link), unsubscribe: stop };
}

/** Where a follower stops: stands in each mail to them. */
export function stopAddress({ config, secrets }: Pick<Services, 'config' | 'secrets'>, id: number): string {
  return config.publicUrl + followPaths.stop(signFollower(secrets, 'stop', id));
}
