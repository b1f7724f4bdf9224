/** The mail to administrators about a channel that does not work. */
import { type Language, languages } from '#platform/i18n.ts';
import type { DirectMail } from '#platform/mail.ts';
import type { Services } from '#platform/services.ts';
import { bodiesOf } from './compose.ts';
import { codeInWords, words } from './messages.ts';
import type { Channel } from './model/channel.ts';
import { channelPaths } from './paths.ts';

export function channelFailsMail(
  services: Services,
  reader: { name: string; language: string | null; email: string | null },
  channel: Pick<Channel, 'id' | 'name' | 'kind' | 'organisation'>,
  code: string,
): DirectMail {
  const language: Language = (languages as readonly string[]).includes(reader.language ?? '')
    ? (reader.language as Language)
    : 'zh-CN';
  const t = words(language);
  const values = {
    name: reader.name,
    channel: channel.name,
    kind: t(`kind_${channel.kind}`),
    organisation: channel.organisation,
    why: codeInWords(channel.kind, code, language),
    site: services.config.siteName || channel.organisation,
  };
  const link = services.config.publicUrl + channelPaths.channel(channel.id);
  const paragraphs = [t('mailGreeting', values), t('mailText', values), link, values.site];
  return {
    address: reader.email ?? '',
    language,
    subject: t('mailSubject', values),
    ...bodiesOf(paragraphs, link),
  };
}
