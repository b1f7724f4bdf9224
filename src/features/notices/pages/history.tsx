/** What happened to a notice, the newest first. */
import type { Markup } from '#ui/content.ts';
import { Timeline } from '#ui/timeline/timeline.tsx';
import { smallest } from '../model/figures.ts';
import type { Event } from '../model/notice.ts';
import { count, moment, say, type View } from './frame.tsx';

type HistoryProps = { view: View; events: { event: Event; name: string }[] };

export function History({ view, events }: HistoryProps): Markup {
  const t = say(view);
  return (
    <Timeline
      items={events.map(({ event, name }) => ({
        time: moment(view, event.at),
        datetime: event.at.toISOString(),
        text: t(`event_${event.kind}` as Parameters<typeof t>[0], eventValues(view, event)),
        meta: [name || t('byItself'), event.comment].filter(Boolean).join(t('colon')),
      }))}
    />
  );
}

function eventValues(view: View, event: Event): Record<string, string> {
  const { people, before, now, step, n } = event.detail;
  // Of a reminder it would tell how few are left.
  const few = (count: number) => event.kind === 'reminded' && count > 0 && count < smallest;
  const shown = (value: unknown) =>
    typeof value !== 'number' ? '' : few(value) ? say(view)('few') : count(view, value);
  return { people: shown(people), before: shown(before), now: shown(now), step: shown(step), n: shown(n) };
}
