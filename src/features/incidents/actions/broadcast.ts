/** Each public word of an incident goes to the channels that want it, in the transaction of the word itself. */
import { broadcast } from '#features/channels/feature.ts';
import type { Transaction } from '#platform/database/connect.ts';
import { type Language, languages, momentInWords } from '#platform/i18n.ts';
import { words } from '../messages.ts';
import type { Incident, Update } from '../model/incident.ts';
import { type Kind, type Level, roman } from '../model/kinds.ts';
import { publicText } from '../model/label.ts';
import type { PublicTexts } from '../model/plan.ts';
import { statusFilePath } from '../paths.ts';
import { affectedBy } from '../queries/incidents.ts';
import { incidentFile } from '../status/model.ts';
import type { Site } from './alerts.ts';

/** Every text of an exercise is labelled here, whatever its writer wrote. */
export async function tellChannels(
  trx: Transaction,
  site: Site,
  incident: Pick<Incident, 'id' | 'organisation' | 'path' | 'exercise'>,
  said: { texts: Update['texts']; word: 'update' | 'ended' | 'mistaken'; nextUpdateAt: Date | null; at: Date },
): Promise<void> {
  const places = await affectedBy(trx, incident.id);
  const texts = languages.flatMap((language) => {
    const written = said.texts[language];
    if (!written) return [];
    const text = publicText(incident.exercise, written, language);
    return [
      {
        language,
        title: text.headline,
        text: [text.description, text.instruction, nextIn(language, said.nextUpdateAt, site)]
          .filter(Boolean)
          .join('\n'),
        link: site.publicUrl + statusFilePath(incidentFile(String(incident.id), language)),
      },
    ];
  });
  if (texts.length === 0) return;
  await broadcast(trx, {
    kind: 'incident',
    subject: `incident:${incident.id}`,
    word: said.word,
    paths: places.length > 0 ? places.map((place) => place.path) : [incident.path],
    office: incident.organisation,
    exercise: incident.exercise,
    texts,
    dueAt: said.at,
    at: said.at,
  });
}

/** What is said of a new level where nobody wrote a word: from which to which, and what was to be done goes on. */
export function levelWord(kind: Kind, from: Level, to: Level, before: Partial<PublicTexts>): Partial<PublicTexts> {
  const one = (language: Language) => {
    const t = words(language);
    const named = (level: Level) => t('levelN', { level: roman[level] });
    const headline = t('levelWord', { event: t(`kind_${kind}`), from: named(from), to: named(to) });
    return { headline, description: '', instruction: before[language]?.instruction ?? '' };
  };
  const written = languages.filter((language) => before[language]);
  return Object.fromEntries(written.map((language) => [language, one(language)]));
}

function nextIn(language: Language, at: Date | null, site: Site): string {
  return at ? words(language)('statusNext', { when: momentInWords(at, language, site.timeZone) }) : '';
}
