/** Indexes of warnings: Atom (RFC 4287) and RSS 2.0, which say where each message lies. Or the address is one message. */
import type { Read } from '../model/feed.ts';
import { capNamespace } from './cap.ts';
import { childrenOf, type Element, textOf } from './xml.ts';

export interface CapLink {
  href: string;
  /** Changes when the entry does. */
  stamp: string;
}

export type Index = { kind: 'message' } | { kind: 'links'; links: CapLink[] };

const atom = 'http://www.w3.org/2005/Atom';
const capTypes = ['application/cap+xml', 'application/common-alerting-protocol+xml'];
/** An index may list a year; what is far down is over. */
const mostLinks = 500;

export function readIndex(root: Element, base: string): Read<Index> {
  if (root.name === 'alert' && root.namespace === capNamespace) return { ok: true, value: { kind: 'message' } };
  const links =
    root.name === 'feed' && root.namespace === atom
      ? childrenOf(root, 'entry').flatMap((entry) => linkOfEntry(entry, base))
      : root.name === 'rss'
        ? childrenOf(root, 'channel').flatMap((channel) =>
            childrenOf(channel, 'item').flatMap((item) => linkOfItem(item, base)),
          )
        : undefined;
  if (!links) return { ok: false, fault: 'notFeed', detail: `{${root.namespace}}${root.name}`.slice(0, 200) };
  const byAddress = new Map(links.slice(0, mostLinks).map((link) => [link.href, link]));
  return { ok: true, value: { kind: 'links', links: [...byAddress.values()] } };
}

/** The link with CAP's media type; else the one that leads on; else the id, which many make the message's address. */
function linkOfEntry(entry: Element, base: string): CapLink[] {
  const links = childrenOf(entry, 'link').filter((link) => link.attributes.href);
  const typed = links.find((link) => capTypes.includes(mediaType(link.attributes.type)));
  const xml = links.find((link) => /xml$/.test(mediaType(link.attributes.type)));
  const plain = links.find((link) => !link.attributes.type && (link.attributes.rel ?? 'alternate') === 'alternate');
  const href = (typed ?? xml ?? plain)?.attributes.href ?? textOf(entry, 'id');
  return absolute(href, base, `${textOf(entry, 'id')} ${textOf(entry, 'updated')}`);
}

function linkOfItem(item: Element, base: string): CapLink[] {
  const enclosed = childrenOf(item, 'enclosure').find((one) => capTypes.includes(mediaType(one.attributes.type)));
  const href = enclosed?.attributes.url ?? textOf(item, 'link');
  return absolute(href || textOf(item, 'guid'), base, `${textOf(item, 'guid')} ${textOf(item, 'pubDate')}`);
}

function mediaType(text: string | undefined): string {
  return (text ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function absolute(href: string, base: string, stamp: string): CapLink[] {
  if (!URL.canParse(href, base)) return [];
  const url = new URL(href, base);
  url.hash = '';
  return /^https?:$/.test(url.protocol) ? [{ href: url.href, stamp: stamp.trim().slice(0, 300) }] : [];
}
