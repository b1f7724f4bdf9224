/** Mails to followers: the one that asks whether they want to, and what happens. */
import type { Language } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
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
    ...mail(follower, [t('confirmText', { site }), link, t('confirmOr', { hours: confirmHours })], link),
    subject,
  };
}

/** One click stops it (RFC 8058). */
export function wordMail({ config, secrets }: Services, follower: Follower, word: Word): DirectMail {
  const t = followWords(follower.language);
  const text = word.texts.find((one) => one.language === follower.language) ?? word.texts[0];
  if (!text) throw new Error(`${word.subject} says nothing.`);
  const { title, office } = wordsOf({ ...text, office: word.office, exercise: word.exercise }, word.word);
  const stop = config.publicUrl + followPaths.stop(signFollower(secrets, 'stop', follower.id));
  const paragraphs = [...text.text.split('\n').filter(Boolean), text.link, office, t('stopHint', { link: stop })];
  return { ...mail(follower, paragraphs, text.link), subject: title, unsubscribe: stop };
}

function mail({ address, language }: Follower, paragraphs: readonly string[], link: string) {
  return {
    address,
    language,
    text: `${paragraphs.join('\n\n')}\n`,
    html: paragraphs
      .map(
        (text) =>
          `<p>${text === link ? `<a href="${escapeHtml(text)}">${escapeHtml(text)}</a>` : escapeHtml(text)}</p>`,
      )
      .join('\n'),
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
