/** A feed of others as a test plays it: an index and messages, behaving as told. For tests. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface FeedDouble {
  origin: string;
  /** By path, such as `/feed.atom`. */
  pages: Map<string, Behaviour | string | Buffer>;
  /** Paths that were asked for, in order. */
  asked: { path: string; headers: IncomingMessage['headers'] }[];
  close(): void;
}

export async function feedDouble(): Promise<FeedDouble> {
  const pages: FeedDouble['pages'] = new Map();
  const asked: FeedDouble['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const page = pages.get(path);
    if (page === undefined) response.writeHead(404).end();
    else if (typeof page === 'function') page(request, response);
    else response.writeHead(200, { 'content-type': 'application/xml; charset=utf-8' }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, pages, asked, close: () => server.closeAllConnections() };
}

export interface WrittenMessage {
  identifier: string;
  sender?: string;
  sent?: string;
  status?: string;
  msgType?: string;
  scope?: string;
  references?: string;
  category?: string;
  event?: string;
  severity?: string;
  expires?: string;
  area?: string;
  /** Inside `alert`, before the infos; inside `info`, behind the rest. */
  more?: string;
  moreInfo?: string;
}

export const sender = 'weather.example.org';
export const reference = (identifier: string, sent = '2026-11-20T08:00:00+08:00') => `${sender},${identifier},${sent}`;

export function capMessage(given: WrittenMessage): string {
  const m = {
    ...{ sender, sent: '2026-11-20T08:00:00+08:00', status: 'Actual', msgType: 'Alert', scope: 'Public' },
    ...{ category: 'Met', event: '暴雨', severity: 'Severe', expires: '2026-11-20T20:00:00+08:00' },
    ...{ area: '<areaDesc>青溪县</areaDesc>', more: '', moreInfo: '', ...given },
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>${m.identifier}</identifier><sender>${m.sender}</sender><sent>${m.sent}</sent>
<status>${m.status}</status><msgType>${m.msgType}</msgType><scope>${m.scope}</scope>${m.more}
${m.references ? `<references>${m.references}</references>` : ''}
<info><language>zh-CN</language><category>${m.category}</category><event>${m.event}</event>
<urgency>Expected</urgency><severity>${m.severity}</severity><certainty>Likely</certainty>
${m.expires ? `<expires>${m.expires}</expires>` : ''}<senderName>省气象台</senderName>
<headline>${m.event}预警</headline><description>原文说明</description><instruction>原文指南</instruction>
<web>https://weather.example.org/w</web>${m.moreInfo}<area>${m.area}</area></info>
</alert>`;
}

/** An index in Atom; each entry has its message below `/` of the same server. */
export function atomIndex(names: readonly string[], updated = '2026-11-20T00:00:00Z'): string {
  const entries = names.map(
    (name) => `<entry><id>urn:x:${name}</id><title>t</title><updated>${updated}</updated>
      <link type="application/cap+xml" href="/${name}.xml"/></entry>`,
  );
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>f</title>${entries.join('')}</feed>`;
}
