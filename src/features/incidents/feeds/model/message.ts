/** A warning of somebody else as it was read (CAP 1.2), and how messages refer to each other. Pure. */
import type { Severity } from './severity.ts';

export const statuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
export const msgTypes = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
export const scopes = ['Public', 'Restricted', 'Private'] as const;
export const categories = [
  ...['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport', 'Infra', 'CBRNE'],
  'Other',
] as const;
export const urgencies = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
export const certainties = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;

/** What is needed to find a message again: its sender, its own name for it, and when it was sent. */
export interface Reference {
  sender: string;
  identifier: string;
  /** As an instant, ISO 8601 in UTC: two writers may spell the same moment with two offsets. */
  sent: string;
}

export interface WarnedArea {
  text: string;
  /** `lat,lon lat,lon …`, closed. What could not be used is left out. */
  polygons: string[];
  /** `lat,lon radius` in kilometres. */
  circles: string[];
  codes: { name: string; value: string }[];
}

export interface WarningInfo {
  language: string;
  categories: string[];
  event: string;
  urgency: string;
  severity: Severity;
  certainty: string;
  onset: string | null;
  expires: string | null;
  senderName: string;
  headline: string;
  description: string;
  instruction: string;
  web: string;
  contact: string;
  areas: WarnedArea[];
}

export interface CapMessage extends Reference {
  status: (typeof statuses)[number];
  msgType: (typeof msgTypes)[number];
  scope: (typeof scopes)[number];
  source: string;
  references: Reference[];
  infos: WarningInfo[];
  /** It bears a signature; what that is worth is said beside the message (docs/decisions/0055). */
  signed: boolean;
}

/** A message that says no end is taken to hold so long. */
const defaultHours = 24;

/** When the last of its infos ends. */
export function endOf(message: Pick<CapMessage, 'sent' | 'infos'>): Date {
  const ends = message.infos.map((info) => Date.parse(info.expires ?? '')).filter((end) => !Number.isNaN(end));
  const open = message.infos.length === 0 || ends.length < message.infos.length;
  const assumed = Date.parse(message.sent) + defaultHours * 3_600_000;
  return new Date(Math.max(...ends, open ? assumed : 0));
}

/** Two names of one message. */
export function isSame(a: Reference, b: Reference): boolean {
  return a.sender === b.sender && a.identifier === b.identifier && a.sent === b.sent;
}

/** The info for a reader: of their language, else of the first. */
export function infoFor(infos: readonly WarningInfo[], language: string): WarningInfo | undefined {
  const base = (tag: string) => tag.toLowerCase().split('-')[0];
  return infos.find((info) => base(info.language) === base(language)) ?? infos[0];
}
