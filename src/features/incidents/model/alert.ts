/** A warning as it was sent, and what follows for CAP 1.2. Pure. */
import type { Area } from './area.ts';
import type { Kind, Level } from './kinds.ts';
import type { PublicTexts } from './plan.ts';

export type AlertKind = 'alert' | 'update' | 'cancel';

export interface Alert {
  id: number;
  incidentId: number;
  identifier: string;
  sender: string;
  kind: AlertKind;
  sentAt: Date;
  expiresAt: Date;
  level: Level;
  texts: Partial<PublicTexts>;
  areas: readonly Area[];
  /** `sender,identifier,sent` of those before, parted by spaces. */
  refersTo: string;
}

export interface AlertedIncident {
  kind: Kind;
  exercise: boolean;
  declaredAt: Date;
}

/** How long a warning holds unless another follows. */
export const validHours = [6, 12, 24, 48, 72] as const;

/** Nobody can answer for a cancelled danger that stays in feeds for good. */
export const cancelHours = 24;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * `2026-11-20T09:00:00+08:00`: by the clock of the district with its offset. Neither Z nor fractions of a second, which
 * the schema of CAP 1.2 refuses; the offset of UTC is written -00:00.
 */
export function capTime(at: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      ...{ hourCycle: 'h23', timeZone: zone, timeZoneName: 'longOffset' },
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]));
  const offset = /([+-])(\d{2}):(\d{2})/.exec((parts.timeZoneName ?? '').replace('\u2212', '-'))?.[0] ?? '-00:00';
  const { year, month, day, hour, minute, second } = parts;
  return `${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}${offset === '+00:00' ? '-00:00' : offset}`;
}

/** The triplet by which a later message refers to this one. */
export function referenceOf(alert: Pick<Alert, 'sender' | 'identifier' | 'sentAt'>, zone: string): string {
  return `${alert.sender},${alert.identifier},${capTime(alert.sentAt, zone)}`;
}

/** The host: neither spaces, commas, < nor &. */
export function senderOf(publicUrl: string): string {
  return new URL(publicUrl).host;
}
