/** The mail to a class teacher: classes and numbers. Names stand behind the sign-in, addresses nowhere. */

import type { Config } from '#platform/config.ts';
import { escapeHtml } from '#platform/escape.ts';
import type { DirectMail } from '#platform/mail.ts';
import { words } from '../messages.ts';
import type { Told } from './model.ts';
import { turnedOffPath } from './paths.ts';

export function turnedOffMail(told: Told, config: Pick<Config, 'publicUrl' | 'siteName'>): DirectMail {
  const { language } = told;
  const t = words(language);
  const site = config.siteName || 'Belfry';
  const link = config.publicUrl + turnedOffPath();
  const classes = told.classes.map(({ name, school, families }) =>
    t('turnedOffMailClass', { name: [school, name].filter(Boolean).join(' '), families }),
  );
  const before = [t('turnedOffMailGreeting', { name: told.name }), t('turnedOffMailText')];
  const after = [t('turnedOffMailHow'), link];
  return {
    address: told.address,
    language,
    subject: t('turnedOffMailSubject', { site }),
    text: `${[...before, classes.map((line) => `- ${line}`).join('\n'), ...after].join('\n\n')}\n`,
    html: [
      ...before.map((line) => `<p>${escapeHtml(line)}</p>`),
      `<ul>${classes.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      `<p>${escapeHtml(t('turnedOffMailHow'))}</p>`,
      `<p><a href="${link}">${link}</a></p>`,
    ].join('\n'),
  };
}
