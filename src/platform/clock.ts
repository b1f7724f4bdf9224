/** Where the time comes from; actions receive it so that tests can stand still. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. The only place that asks the machine for the time. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that always shows the given moment. */
export function fixedClock(date: Date): Clock {
  return { now: () => new Date(date) };
}

/** The calendar day of a moment in the district's zone, as YYYY-MM-DD. */
export function localDate(date: Date, zone: string): string {
  const minute = Math.floor(date.getTime() / 60_000);
  const known = lately.get(zone);
  if (known?.minute === minute) return known.day;
  const { year, month, day } = localParts(date, zone);
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  // An offset of seconds (local time before the zones) would end the day in the middle of a minute of ours.
  if (date.getTime() > firstOfZones) lately.set(zone, { minute, day: text });
  return text;
}

/** Every page asks for today, and asking Intl takes longer than the rest of a kept page: the last minute is kept. */
const lately = new Map<string, { minute: number; day: string }>();
const firstOfZones = Date.UTC(1980, 0, 1);

/** Minutes since midnight in the district's zone. */
export function localMinutes(date: Date, zone: string): number {
  const { hour, minute } = localParts(date, zone);
  return hour * 60 + minute;
}

/**
 * The last millisecond of a calendar day in the district's zone: a deadline "by 3 May" runs until then.
 * It is found from the start of the next day, because a day with a change of clocks has not 24 hours.
 */
export function endOfLocalDay(day: string, zone: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(startOfLocalDay(year, month, date + 1, zone) - 1);
}

/** The moment at which clocks in the zone show so many minutes after midnight of a day; 1440 is the next midnight. */
export function localMoment(day: string, minutes: number, zone: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(momentShown(Date.UTC(year, month - 1, date, 0, minutes), zone));
}

function startOfLocalDay(year: number, month: number, day: number, zone: string): number {
  return momentShown(Date.UTC(year, month - 1, day), zone);
}

/** The moment at which clocks in the zone show what `wanted` shows in UTC. */
function momentShown(wanted: number, zone: string): number {
  let moment = wanted;
  // Two steps suffice: the first corrects by the zone's offset, the second by a change of clocks in between.
  for (let step = 0; step < 2; step += 1) moment = wanted - (localAsUtc(new Date(moment), zone) - moment);
  return moment;
}

function localAsUtc(date: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = localParts(date, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
const formats = new Map<string, Intl.DateTimeFormat>();

function localParts(date: Date, zone: string): Parts {
  let format = formats.get(zone);
  if (!format) {
    const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...digits, second: '2-digit', hourCycle: 'h23', timeZone: zone });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, Number(part.value)])) as Parts;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
