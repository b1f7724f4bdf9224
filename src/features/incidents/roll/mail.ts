/** What class teachers and families get; delivery puts each person's own link in for {{link}}. */

import type { MessageContent } from '#features/delivery/feature.ts';
import { escapeHtml } from '#platform/escape.ts';
import { languages, momentInWords } from '#platform/i18n.ts';
import { words } from '../messages.ts';
import type { Incident } from '../model/incident.ts';
import { labelled } from '../model/label.ts';
import type { RollCall } from './model/roll-call.ts';
import { ownRollsPath } from './paths.ts';

export function rollMessage(
  incident: Pick<Incident, 'kind' | 'exercise' | 'organisation'>,
  roll: Pick<RollCall, 'endsAt'>,
  how: { to: 'teachers' | 'families'; again: boolean; site: { publicUrl: string; timeZone: string } },
): MessageContent[] {
  return languages.map((language) => {
    const t = words(language);
    const kind = t(`kind_${incident.kind}`);
    const families = how.to === 'families';
    const subject = labelled(incident.exercise, t(how.again ? 'rollMailAgain' : 'rollMailSubject', { kind }), language);
    const until = t('rollMailUntil', { when: momentInWords(roll.endsAt, language, how.site.timeZone) });
    const asked = t(families ? 'rollMailFamilies' : 'rollMailTeachers');
    const freely = families ? t('rollFreely') : t('rollNoPlace');
    // Staff sign in: their address is the same for all.
    const link = families ? '{{link}}' : how.site.publicUrl + ownRollsPath;
    const foot = t('rollMailFrom', { office: incident.organisation });
    const lines = [asked, until, freely];
    const short = labelled(
      incident.exercise,
      t(families ? 'rollTextFamilies' : 'rollTextTeachers', { office: incident.organisation, link }),
      language,
    );
    return {
      language,
      subject,
      text: `${[subject, lines.join('\n'), link, foot].join('\n\n')}\n`,
      html: `<p><strong>${escapeHtml(subject)}</strong></p>${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}<p><a href="${families ? link : escapeHtml(link)}">${escapeHtml(t('rollMailOpen'))}</a></p><p>${escapeHtml(foot)}</p>`,
      short,
    };
  });
}
