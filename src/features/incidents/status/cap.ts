/** A warning as CAP 1.2 (OASIS, 2010), and the feed of warnings in force. The order of the elements is the schema's. */
import { type Language, languages } from '#platform/i18n.ts';
import { buildXml, xmlText } from '#platform/xml.ts';
import { words } from '../messages.ts';
import { type Alert, type AlertedIncident, capTime } from '../model/alert.ts';
import { colourOf, kinds, roman, severities } from '../model/kinds.ts';
import { publicText } from '../model/label.ts';
import { alertFeedFile, alertFile, incidentFile } from './model.ts';

export interface CapGround {
  publicUrl: string;
  timeZone: string;
  /** The office that issues it, for senderName and contact. */
  office: string;
}

const msgTypes = { alert: 'Alert', update: 'Update', cancel: 'Cancel' } as const;
const maybe = (name: string, value: string) => (value === '' ? {} : { [name]: value });

/** An exercise is one by its status and by each of its texts. A public warning: it has neither restriction nor addresses. */
export function capXml(alert: Alert, incident: AlertedIncident, ground: CapGround): string {
  const time = (at: Date) => capTime(at, ground.timeZone);
  const infos = languages
    .filter((language) => alert.texts[language])
    .map((language) => infoOf(language, alert, incident, ground));
  return buildXml({
    alert: {
      '@_xmlns': 'urn:oasis:names:tc:emergency:cap:1.2',
      identifier: alert.identifier,
      sender: alert.sender,
      sent: time(alert.sentAt),
      status: incident.exercise ? 'Exercise' : 'Actual',
      msgType: msgTypes[alert.kind],
      scope: 'Public',
      ...maybe('note', incident.exercise ? 'EXERCISE EXERCISE EXERCISE 演练' : ''),
      ...maybe('references', alert.refersTo),
      incidents: `incident-${alert.incidentId}`,
      info: infos,
    },
  });
}

/**
 * What a published warning must state (Emergency Response Law of 2024, Art. 64): kind, level, beginning, area, what to
 * heed, what to do, who issues it, when.
 */
function infoOf(
  language: Language,
  alert: Alert,
  incident: AlertedIncident,
  ground: CapGround,
): Record<string, unknown> {
  const t = words(language);
  const time = (at: Date) => capTime(at, ground.timeZone);
  const written = alert.texts[language];
  if (!written) throw new Error('There is no such text.');
  const text = publicText(incident.exercise, written, language);
  const facts = kinds[incident.kind];
  const colour = colourOf(incident.kind, alert.level);
  const over = alert.kind === 'cancel';
  const level = [t('levelN', { level: roman[alert.level] }), colour && t(`colour_${colour}`)].filter(Boolean).join(' ');
  return {
    language,
    category: facts.category,
    event: t(`kind_${incident.kind}`),
    responseType: over ? 'AllClear' : facts.response,
    urgency: over ? 'Past' : alert.level <= 2 ? 'Immediate' : 'Expected',
    severity: over ? 'Minor' : severities[alert.level],
    certainty: 'Observed',
    eventCode: { valueName: 'belfry:kind', value: incident.kind },
    effective: time(alert.sentAt),
    onset: time(incident.declaredAt < alert.sentAt ? incident.declaredAt : alert.sentAt),
    expires: time(alert.expiresAt),
    senderName: xmlText(ground.office),
    headline: xmlText(text.headline),
    // The schema lets it be empty, readers of feeds do not.
    description: xmlText(text.description || text.headline),
    ...maybe('instruction', xmlText(text.instruction)),
    web: `${ground.publicUrl}/status/${incidentFile(String(alert.incidentId), language)}`,
    contact: xmlText(ground.office),
    parameter: [
      { valueName: 'belfry:level', value: roman[alert.level] },
      ...(colour ? [{ valueName: 'belfry:colour', value: colour }] : []),
      { valueName: 'belfry:level-in-words', value: level },
    ],
    area: alert.areas.map((area) => ({
      areaDesc: xmlText((language === 'en' && area.english) || area.name),
      ...maybe('polygon', area.polygon ?? ''),
      ...maybe('circle', area.circle ?? ''),
      ...(area.code ? { geocode: { valueName: xmlText(area.codeName ?? ''), value: xmlText(area.code) } } : {}),
    })),
  };
}

export interface FeedAlert {
  alert: Alert;
  incident: AlertedIncident;
}

/** Warnings in force: each entry's id is the address of its XML, where consumers of feeds look for it. */
export function alertFeedXml(
  alerts: readonly FeedAlert[],
  { publicUrl, site, writtenAt }: { publicUrl: string; site: string; writtenAt: string },
): string {
  const t = words('zh-CN');
  return buildXml({
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      id: `${publicUrl}/status/${alertFeedFile}`,
      title: xmlText(`${site} ${t('alertFeed')}`),
      updated: alerts[0]?.alert.sentAt.toISOString() ?? writtenAt,
      author: { name: xmlText(site) },
      link: [{ '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': `${publicUrl}/status/${alertFeedFile}` }],
      entry: alerts.map(({ alert, incident }) => {
        const href = `${publicUrl}/status/${alertFile(alert.id)}`;
        const language = alert.texts['zh-CN'] ? 'zh-CN' : 'en';
        const text = alert.texts[language];
        if (!text) throw new Error('An alert without a text.');
        const labelled = publicText(incident.exercise, text, language);
        return {
          id: href,
          title: xmlText(labelled.headline),
          updated: alert.sentAt.toISOString(),
          summary: xmlText(labelled.description || labelled.headline),
          link: [{ '@_rel': 'alternate', '@_type': 'application/cap+xml', '@_href': href }],
        };
      }),
    },
  });
}
