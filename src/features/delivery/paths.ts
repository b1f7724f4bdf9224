/** Addresses of delivery's pages, and the patterns of its routes. */
import type { Services } from '#platform/services.ts';

export const operationsPath = '/desk/operations';
export const operationsLivePath = '/desk/operations/live';

/** The personal page behind a signed link; the page itself belongs to notices. */
export const personalPattern = '/m/:token';
export const personalPath = (token: string): string => `/m/${token}`;

/** Where a message's personal links lead: to notices, unless a feature says otherwise for its purpose (Feature.linkPaths). */
export function linkPathOf(services: Pick<Services, 'linkPaths'>, purpose: string): (token: string) => string {
  return services.linkPaths?.[purpose] ?? personalPath;
}

/** One-click unsubscribe (RFC 8058): GET shows a button, POST does it. */
export const unsubscribePattern = '/u/:token';
export const unsubscribePath = (token: string): string => `/u/${token}`;

export const channelActPattern = '/desk/operations/channels/:channel/:act';
export const channelActPath = (channel: string, act: 'pause' | 'resume'): string =>
  `/desk/operations/channels/${channel}/${act}`;

export const messageActPattern = '/desk/operations/messages/:message/:act';
export const messageActPath = (message: number, act: 'pause' | 'resume'): string =>
  `/desk/operations/messages/${message}/${act}`;
