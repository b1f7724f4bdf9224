/** One's own shifts as iCalendar (RFC 5545): nobody else's name, nothing of what was handed over. */
import ICAL from 'ical.js';
import type { Language } from '#platform/i18n.ts';
import { words } from '../messages.ts';
import type { OwnShift } from './model/roster.ts';

export interface CalendarGround {
  publicUrl: string;
  siteName: string;
  language: Language;
  now: Date;
}

/** Times are in UTC, which every calendar turns into its reader's own. */
export function shiftsCalendar(shifts: readonly OwnShift[], ground: CalendarGround): string {
  const t = words(ground.language);
  const host = new URL(ground.publicUrl).host;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Belfry//Duty//EN');
  calendar.addPropertyWithValue('method', 'PUBLISH');
  calendar.addPropertyWithValue('x-wr-calname', `${t('ownDuty')} · ${ground.siteName || host}`);
  // How often a phone asks again (RFC 7986).
  const hint = calendar.addPropertyWithValue('refresh-interval', 'PT6H');
  hint.setParameter('value', 'DURATION');
  for (const shift of shifts) calendar.addSubcomponent(eventOf(shift, host, ground));
  return `${calendar.toString()}\r\n`;
}

function eventOf(shift: OwnShift, host: string, ground: CalendarGround): ICAL.Component {
  const t = words(ground.language);
  const event = new ICAL.Component('vevent');
  const time = (at: Date) => ICAL.Time.fromJSDate(at, true);
  event.addPropertyWithValue('uid', `duty-${shift.id}@${host}`);
  event.addPropertyWithValue('dtstamp', time(ground.now));
  event.addPropertyWithValue('dtstart', time(shift.startsAt));
  event.addPropertyWithValue('dtend', time(shift.endsAt));
  event.addPropertyWithValue('sequence', shift.revision - 1);
  event.addPropertyWithValue('summary', [shift.asStandIn ? t('asStandIn') : t('onDuty'), shift.roster].join(' · '));
  event.addPropertyWithValue('location', shift.organisation);
  event.addPropertyWithValue('transp', shift.asStandIn ? 'TRANSPARENT' : 'OPAQUE');
  return event;
}
