/**
 * A message in CAP 1.2 (OASIS, 2010), read strictly: what the standard needs must be there and be what it may be. What
 * it does not know (signatures, elements of others) is passed over.
 */
import { shapeTrouble, tidied } from '../../model/area.ts';
import type { Fault, Read } from '../model/feed.ts';
import {
  type CapMessage,
  categories,
  certainties,
  isSame,
  msgTypes,
  type Reference,
  scopes,
  statuses,
  urgencies,
  type WarnedArea,
  type WarningInfo,
} from '../model/message.ts';
import { severities } from '../model/severity.ts';
import { childrenOf, type Element, textOf } from './xml.ts';

export const capNamespace = 'urn:oasis:names:tc:emergency:cap:1.2';
const signatures = 'http://www.w3.org/2000/09/xmldsig#';

const longest = { name: 200, line: 500, text: 20_000 };
const mostInfos = 20;
const mostAreas = 500;

class Wrong extends Error {
  readonly fault: Fault;
  readonly detail: string;
  constructor(fault: Fault, detail: string) {
    super(fault);
    this.fault = fault;
    this.detail = detail;
  }
}

export function readCap(root: Element): Read<CapMessage> {
  if (root.name !== 'alert' || root.namespace !== capNamespace) {
    return { ok: false, fault: 'namespace', detail: `{${root.namespace}}${root.name}`.slice(0, 200) };
  }
  try {
    return { ok: true, value: messageOf(root) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, fault: error.fault, detail: error.detail };
    throw error;
  }
}

function messageOf(root: Element): CapMessage {
  const own = {
    identifier: nameOf(root, 'identifier'),
    sender: nameOf(root, 'sender'),
    sent: instant(needed(root, 'sent'), 'sent'),
  };
  const msgType = oneOf(root, 'msgType', msgTypes);
  const scope = oneOf(root, 'scope', scopes);
  if (scope === 'Restricted' && !textOf(root, 'restriction')) throw new Wrong('scope', 'restriction');
  if (scope === 'Private' && !textOf(root, 'addresses')) throw new Wrong('scope', 'addresses');
  const references = textOf(root, 'references').split(/\s+/).filter(Boolean).map(referenceOf);
  if (references.length === 0 && (msgType === 'Update' || msgType === 'Cancel')) throw new Wrong('references', msgType);
  if (references.some((one) => isSame(one, own))) throw new Wrong('self', own.identifier);
  const infos = childrenOf(root, 'info');
  if (infos.length > mostInfos) throw new Wrong('tooMany', 'info');
  if (infos.length === 0 && msgType !== 'Cancel' && msgType !== 'Ack' && msgType !== 'Error') {
    throw new Wrong('element', 'info');
  }
  return {
    ...own,
    ...{ msgType, scope, references },
    status: oneOf(root, 'status', statuses),
    source: cut(textOf(root, 'source'), longest.line),
    infos: infos.map(infoOf),
    signed: childrenOf(root, 'Signature', signatures).length > 0,
  };
}

function infoOf(info: Element): WarningInfo {
  const areas = childrenOf(info, 'area');
  if (areas.length > mostAreas) throw new Wrong('tooMany', 'area');
  const named = childrenOf(info, 'category').map((one) => one.text.trim());
  if (named.length === 0) throw new Wrong('element', 'category');
  const strange = named.find((one) => !(categories as readonly string[]).includes(one));
  if (strange !== undefined) throw new Wrong('value', `category: ${cut(strange, 60)}`);
  const line = (name: string) => cut(textOf(info, name), longest.line);
  const text = (name: string) => cut(textOf(info, name), longest.text);
  const time = (name: string) => (textOf(info, name) ? instant(textOf(info, name), name) : null);
  return {
    language: line('language') || 'en-US',
    categories: named,
    event: cut(needed(info, 'event'), longest.line),
    urgency: oneOf(info, 'urgency', urgencies),
    severity: oneOf(info, 'severity', [...severities, 'Unknown'] as const),
    certainty: oneOf(info, 'certainty', certainties),
    onset: time('onset') ?? time('effective'),
    expires: time('expires'),
    ...{ senderName: line('senderName'), headline: line('headline'), contact: line('contact') },
    ...{ description: text('description'), instruction: text('instruction') },
    web: webAddress(line('web')),
    areas: areas.map(areaOf),
  };
}

/** A shape that can't be used is left out, not the warning: its words still say where. */
function areaOf(area: Element): WarnedArea {
  const none = { polygon: '', circle: '', codeName: '', code: '' };
  const texts = (name: string) => childrenOf(area, name).map((one) => tidied(one.text));
  return {
    text: cut(needed(area, 'areaDesc'), longest.text),
    polygons: texts('polygon').filter((polygon) => polygon !== '' && !shapeTrouble({ ...none, polygon })),
    circles: texts('circle').filter((circle) => circle !== '' && !shapeTrouble({ ...none, circle })),
    codes: childrenOf(area, 'geocode').map((code) => ({
      name: cut(textOf(code, 'valueName'), longest.name),
      value: cut(textOf(code, 'value'), longest.name),
    })),
  };
}

function needed(element: Element, name: string): string {
  const found = childrenOf(element, name);
  const text = found[0]?.text.trim() ?? '';
  if (text === '' || found.length > 1) throw new Wrong('element', name);
  return text;
}

function oneOf<T extends string>(element: Element, name: string, allowed: readonly T[]): T {
  const text = needed(element, name);
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Wrong('value', `${name}: ${cut(text, 60)}`);
  return found;
}

/** No spaces, commas, < or & (the standard's note on identifier and sender): else nothing could refer to it. */
function nameOf(element: Element, name: string): string {
  const text = needed(element, name);
  if (/[\s,<&]/.test(text) || text.length > longest.name) throw new Wrong('value', name);
  return text;
}

/** Neither Z nor fractions, and never without an offset: a time without one is a guess by hours. */
function instant(text: string, name: string): string {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new Wrong('time', `${name}: ${cut(text, 60)}`);
  return new Date(ms).toISOString();
}

function referenceOf(triplet: string): Reference {
  const [sender = '', identifier = '', sent = '', ...more] = triplet.split(',');
  if (!sender || !identifier || more.length > 0) throw new Wrong('references', cut(triplet, 100));
  return { sender, identifier, sent: instant(sent, 'references') };
}

function webAddress(text: string): string {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : '';
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
