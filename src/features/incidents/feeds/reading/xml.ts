/**
 * XML of strangers, into a small tree. saxes knows the five entities of XML and expands no other; a document type, in
 * which entities are declared and files are named, is refused whatever it says.
 */
import { SaxesParser } from 'saxes';
import type { Faulty, Read } from '../model/feed.ts';

export interface Element {
  /** Name without prefix. */
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: Element[];
  /** Own text, without that of the children. */
  text: string;
}

const deepest = 40;
const mostElements = 50_000;

class Refused extends Error {
  readonly why: Faulty;
  constructor(fault: Faulty['fault'], detail = '') {
    super(fault);
    this.why = { fault, detail };
  }
}

export function readXml(text: string): Read<Element> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  let count = 0;
  parser.on('error', (error) => {
    throw new Refused('xml', error.message.slice(0, 200));
  });
  parser.on('doctype', () => {
    throw new Refused('doctype');
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (count > mostElements || open.length >= deepest) throw new Refused('tooMany', String(count));
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map((one) => [one.prefix ? one.name : one.local, one.value]),
    );
    const element = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const write = (piece: string) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.on('closetag', () => {
    open.pop();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Refused) return { ok: false, ...error.why };
    throw error;
  }
  if (!root) return { ok: false, fault: 'xml', detail: '' };
  return { ok: true, value: root };
}

/** Children of this name in this namespace. */
export function childrenOf(element: Element, name: string, namespace = element.namespace): Element[] {
  return element.children.filter((child) => child.name === name && child.namespace === namespace);
}

/** The text of the first such child, trimmed; empty where there is none. */
export function textOf(element: Element, name: string): string {
  return childrenOf(element, name)[0]?.text.trim() ?? '';
}
