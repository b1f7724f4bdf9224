/** For operators: which host writes the public page. */
import type { StandingLine } from '#platform/feature.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import { statusPath } from './paths.ts';
import { writers } from './queries/writer.ts';

export async function standing({ db }: Services, language: Language): Promise<StandingLine[]> {
  const t = words(language);
  const hosts = new Set((await writers(db)).filter(({ valid }) => valid).map(({ host }) => host));
  const line = { title: t('standingPage'), href: statusPath };
  if (hosts.size === 0) return [{ ...line, level: 'warn', text: t('standingNobody') }];
  return [
    { ...line, level: 'ok', text: t('standingWrittenBy', { hosts: [...hosts].join(language === 'en' ? ', ' : '、') }) },
  ];
}
