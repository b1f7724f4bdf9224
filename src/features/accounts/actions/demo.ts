/** Sign-in links of a demonstration: good again and again, and only there. */
import type { Services } from '#platform/services.ts';
import { signed, unsigned } from '../credentials/tokens.ts';
import { paths } from '../paths.ts';
import { credentialsById } from '../queries/accounts.ts';
import { type Client, startSession } from './sign-in.ts';

/** The address that signs an account in. Throws outside a data folder that is marked as a demonstration. */
export function demoSignInLink(services: Services, accountId: number): string {
  if (!services.config.demo) throw new Error('Sign-in links without a password exist only in a demonstration.');
  const site = new URL(services.config.publicUrl);
  // A server that answers on every address answers on this machine's too.
  if (site.hostname === '0.0.0.0' || site.hostname === '[::]') site.hostname = '127.0.0.1';
  if (!isLoopback(site.hostname, undefined)) {
    throw new Error(
      'Sign-in links without a password work only on this machine: set BELFRY_PUBLIC_URL to a loopback address.',
    );
  }
  return site.origin + paths.demo(signed(demoKey(services), String(accountId)));
}

/** Signs in by such a link; the caller has made sure that the request comes from this machine. */
export async function signInDemo(services: Services, token: string, client: Client): Promise<string | undefined> {
  if (!services.config.demo) return undefined;
  const accountId = Number(unsigned(demoKey(services), token));
  if (!Number.isSafeInteger(accountId)) return undefined;
  const account = await credentialsById(services.db, accountId);
  if (account?.state !== 'active') return undefined;
  return services.db.transaction().execute((trx) => startSession(trx, services, accountId, client, { means: 'demo' }));
}

/** This machine itself: the name in the address and, where it is known, the other end of the connection. */
export function isLoopback(hostname: string, remoteAddress: string | undefined): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const local = (text: string) => /^127(\.\d{1,3}){3}$/.test(text) || text === '::1' || text.startsWith('::ffff:127.');
  return (host === 'localhost' || local(host)) && (remoteAddress === undefined || local(remoteAddress));
}

function demoKey(services: Services): Buffer {
  return services.secrets.deriveKey('demo-sign-in');
}
