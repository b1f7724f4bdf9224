/** What channels have to say on the operations page. */
import type { StandingLine } from '#platform/feature.ts';
import type { Language } from '#platform/i18n.ts';
import type { Services } from '#platform/services.ts';
import { words } from './messages.ts';
import { channelPaths } from './paths.ts';
import { allChannels } from './queries/channels.ts';

/** Nothing where nobody has set up any. */
export async function standing({ db, clock }: Services, language: Language): Promise<StandingLine[]> {
  const channels = await allChannels(db, clock.now());
  if (channels.length === 0) return [];
  const t = words(language);
  const failing = channels.filter((channel) => channel.state === 'active' && channel.failingSince);
  const names = failing.map((channel) => channel.name).join(language === 'en' ? ', ' : '、');
  const text = failing.length > 0 ? t('standingFailing', { names }) : t('standingGood', { n: channels.length });
  return [{ level: failing.length > 0 ? 'fail' : 'ok', title: t('standingTitle'), text, href: channelPaths.list }];
}
