/** The log as a timeline. */
import type { Markup } from '#ui/content.ts';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { type Entry, type Incident, schoolStates } from '../model/incident.ts';
import type { Level } from '../model/kinds.ts';
import { levelInWords, moment, type View, who } from './frame.tsx';

/** In the room of an incident the newest first, in the review the oldest. */
export function LogEntries(props: { view: View; incident: Incident; entries: readonly Entry[] }): Markup {
  const { view, incident, entries } = props;
  const { t } = view;
  return (
    <Timeline
      items={entries.map((entry) => {
        const { detail } = entry;
        const level = typeof detail.level === 'number' ? levelInWords(t, incident, detail.level as Level) : '';
        const state = schoolStates.find((one) => one === detail.state);
        const nobody = detail.offline ? t('theConsole') : t('theSystem');
        return {
          time: moment(view, entry.at),
          datetime: entry.at.toISOString(),
          text: (
            <>
              <strong>{t(`sort_${entry.sort}`)}</strong>
              {[level, entry.text, state && t(`schoolState_${state}`), detail.organisation]
                .filter(Boolean)
                .map((words) => ` · ${words}`)}
            </>
          ),
          meta: [who(view, entry.accountId, nobody), detail.offline && t('sort_offline')].filter(Boolean).join(' · '),
        };
      })}
    />
  );
}
