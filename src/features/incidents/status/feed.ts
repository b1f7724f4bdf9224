/** The feed of updates (RFC 4287). */
import { buildXml, xmlText } from '#platform/xml.ts';
import { words } from '../messages.ts';
import { titleOf } from './incident.tsx';
import { feedFile, incidentFile, indexFile, type PageIncident, type StatusPage, textFor } from './model.ts';

const mostEntries = 50;

/** The newest updates of all incidents, in Chinese where there is Chinese; an entry's id never changes. */
export function feedXml(page: StatusPage): string {
  const { publicUrl } = page;
  const language = 'zh-CN';
  const t = words(language);
  const entries = [...page.running, ...page.past]
    .flatMap((incident) => incident.updates.map((update) => ({ incident, update })))
    .sort((a, b) => b.update.at.localeCompare(a.update.at))
    .slice(0, mostEntries)
    .flatMap(({ incident, update }) => {
      const found = textFor(update.texts, language);
      if (!found) return [];
      const href = `${addressOf(publicUrl, incident)}#update-${update.id}`;
      return [
        {
          '@_xml:lang': found.language,
          id: href,
          title: xmlText(found.text.headline),
          updated: update.at,
          category: { '@_term': incident.kind, '@_label': titleOf(t, language, incident) },
          link: { '@_rel': 'alternate', '@_type': 'text/html', '@_href': href },
          content: {
            '@_type': 'text',
            '#text': xmlText([found.text.description, found.text.instruction].filter(Boolean).join('\n\n')),
          },
        },
      ];
    });
  return buildXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      '@_xml:lang': language,
      id: `${publicUrl}/status/${feedFile}`,
      title: xmlText(`${page.site} ${t('statusTitle')}`),
      updated: entries[0]?.updated ?? page.writtenAt,
      author: { name: xmlText(page.site) },
      link: [
        { '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': `${publicUrl}/status/${feedFile}` },
        { '@_rel': 'alternate', '@_type': 'text/html', '@_href': `${publicUrl}/status/${indexFile(language)}` },
      ],
      entry: entries,
    },
  });
}

function addressOf(publicUrl: string, incident: PageIncident): string {
  return `${publicUrl}/status/${incidentFile(incident.id, 'zh-CN')}`;
}
