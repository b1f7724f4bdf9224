/** Quiet hours of the district, by its clock. */
import type { Config } from '#platform/config.ts';
import { isQuiet } from '../model.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time of day in a zone, as HH:MM. */
export function localTime(moment: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
    formats.set(zone, format);
  }
  return format.format(moment);
}

/**
 * When a message released at this moment begins to leave: the end of the quiet hours in which it falls, or null if it
 * falls in none. A demonstration has no quiet hours: whoever tries it in the evening wants to see mail.
 */
export function quietUntil(config: Config, moment: Date): Date | null {
  if (config.demo || !isQuiet(localTime(moment, config.timeZone), config.quietHours)) return null;
  const minute = 60_000;
  let at = new Date(Math.floor(moment.getTime() / minute) * minute);
  // By minutes and not by arithmetic: the clocks may change in the night.
  for (let steps = 0; steps < 26 * 60 && isQuiet(localTime(at, config.timeZone), config.quietHours); steps += 1) {
    at = new Date(at.getTime() + minute);
  }
  return at;
}
