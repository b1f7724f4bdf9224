/**
 * Passkeys (WebAuthn): what the browser is asked for and how its answer is judged. The challenge travels in a signed
 * ticket, bound to what it is for, and counts once (queries/passkeys.ts).
 */
import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Services } from '#platform/services.ts';
import { newToken, signed, unsigned } from './tokens.ts';

const ticketLifeMs = 15 * 60_000;

/** What a page with a passkey button carries. */
export interface PasskeyOffer {
  /** Options for the browser, as JSON. */
  options: string;
  ticket: string;
}

export interface StoredPasskey {
  credentialId: Buffer;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
}

/** A passkey belongs to a host name under https (or to this machine's own name); an IP address has none. */
export function passkeysPossible(services: Services): boolean {
  const site = new URL(services.config.publicUrl);
  const host = site.hostname.replace(/^\[|\]$/g, '');
  return !isIP(host) && (site.protocol === 'https:' || host === 'localhost');
}

/** Asks the browser for any passkey of this site; with `known` only for one of these. `purpose` binds the ticket. */
export async function askForPasskey(
  services: Services,
  purpose: string,
  known: readonly StoredPasskey[] = [],
): Promise<PasskeyOffer> {
  const challenge = newToken();
  const options = await generateAuthenticationOptions({
    rpID: hostOf(services),
    challenge: Buffer.from(challenge, 'base64url'),
    userVerification: 'required',
    allowCredentials: known.map(descriptor),
  });
  return { options: JSON.stringify(options), ticket: ticketFor(services, purpose, challenge) };
}

/** Asks the browser to make a passkey for an account. */
export async function askForNewPasskey(
  services: Services,
  purpose: string,
  account: { id: number; login: string; displayName: string },
  known: readonly StoredPasskey[],
): Promise<PasskeyOffer> {
  const challenge = newToken();
  const options = await generateRegistrationOptions({
    rpName: services.config.siteName || 'Belfry',
    rpID: hostOf(services),
    challenge: Buffer.from(challenge, 'base64url'),
    userID: new Uint8Array(userHandle(services, account.id)),
    userName: account.login,
    userDisplayName: account.displayName,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(descriptor),
  });
  return { options: JSON.stringify(options), ticket: ticketFor(services, purpose, challenge) };
}

/** The challenge of a ticket that was given for this purpose a short while ago. */
export function challengeOf(services: Services, purpose: string, ticket: string): string | undefined {
  const [challenge, until, mark] = unsigned(ticketKey(services), ticket)?.split('|') ?? [];
  if (!challenge || mark !== purpose || !(Number(until) > services.clock.now().getTime())) return undefined;
  return challenge;
}

/** Which passkey an answer claims to be; nothing if it is none. */
export function claimedPasskey(answer: string): Buffer | undefined {
  const id = (parsed(answer) as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? Buffer.from(id, 'base64url') : undefined;
}

/** The new count of signatures if the answer is the passkey's own to this challenge, with its holder verified. */
export async function judgePasskey(
  services: Services,
  challenge: string,
  answer: string,
  accountId: number,
  passkey: StoredPasskey,
): Promise<number | undefined> {
  const response = parsed(answer) as AuthenticationResponseJSON | undefined;
  if (!response) return undefined;
  try {
    const handle = response.response.userHandle;
    if (handle && handle !== userHandle(services, accountId).toString('base64url')) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: originOf(services),
      expectedRPID: hostOf(services),
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId.toString('base64url'),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.signCount,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    // The library throws for each way in which an answer can be wrong; none of them is told to whoever sent it.
    return undefined;
  }
}

/** The passkey that a browser made for this challenge. */
export async function judgeNewPasskey(
  services: Services,
  challenge: string,
  answer: string,
): Promise<StoredPasskey | undefined> {
  const response = parsed(answer) as RegistrationResponseJSON | undefined;
  if (!response) return undefined;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: originOf(services),
      expectedRPID: hostOf(services),
      requireUserVerification: true,
    });
    if (!verified) return undefined;
    const { credential } = registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      signCount: credential.counter,
      transports: (credential.transports ?? []).filter((t) => /^[a-z-]{1,20}$/.test(t)).slice(0, 10),
    };
  } catch {
    return undefined;
  }
}

function descriptor(passkey: StoredPasskey) {
  return { id: passkey.credentialId.toString('base64url'), transports: passkey.transports };
}

function parsed(answer: string): object | undefined {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

// What authenticators keep as the user: tells nothing of the account's number.
function userHandle(services: Services, accountId: number): Buffer {
  return createHmac('sha256', services.secrets.deriveKey('passkey-user')).update(String(accountId)).digest();
}

function ticketFor(services: Services, purpose: string, challenge: string): string {
  const until = services.clock.now().getTime() + ticketLifeMs;
  return signed(ticketKey(services), `${challenge}|${until}|${purpose}`);
}

function ticketKey(services: Services): Buffer {
  return services.secrets.deriveKey('passkey-ticket');
}

function hostOf(services: Services): string {
  return new URL(services.config.publicUrl).hostname;
}

function originOf(services: Services): string {
  return new URL(services.config.publicUrl).origin;
}
