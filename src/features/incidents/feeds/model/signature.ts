/** Signatures of warnings, and the certificates that the district has pinned for them. Pure. */
import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { done, type Outcome, refused } from '#platform/trouble.ts';

/**
 * none: it bears no signature. unchecked: it does, and nothing is pinned for its feed. verified: by a pinned certificate in its
 * time. expired: by a pinned one out of its time. stranger: no pinned one fits. changed: it isn't what was signed.
 * refused: the signature is of a form that is not taken.
 */
export const signatureStates = ['none', 'unchecked', 'verified', 'expired', 'stranger', 'changed', 'refused'] as const;
export type SignatureState = (typeof signatureStates)[number];

/** Why a form is not taken; worded in messages/signatures.ts as `refusal_…`. */
export type Refusal = 'several' | 'place' | 'parts' | 'method' | 'reference' | 'large';

export interface Signed {
  signature: SignatureState;
  refusal: Refusal | null;
  certificateId: number | null;
}

export type CertificateState = 'proposed' | 'active' | 'ended';

/** A certificate, or a bare public key: that has neither subject nor end. */
export interface Pinned {
  id: number;
  feedId: number;
  pem: string;
  subject: string;
  /** SHA-256 of the certificate, or of the key where there is no certificate (DER, hexadecimal). */
  fingerprint: string;
  notBefore: Date | null;
  notAfter: Date | null;
  state: CertificateState;
  madeBy: number;
  madeAt: Date;
  confirmedBy: number | null;
  confirmedAt: Date | null;
  endedBy: number | null;
  endedAt: Date | null;
}

export type PinWish = Pick<Pinned, 'pem' | 'subject' | 'fingerprint' | 'notBefore' | 'notAfter'>;

export const mostPinned = 5;
export const longestPem = 16_000;
/** Whoever looks after the feed hears so long before a certificate ends. */
export const endsSoonMs = 30 * 86_400_000;

/** Whether it may be relied on at a moment. */
export function isInTime(pin: Pick<Pinned, 'notBefore' | 'notAfter'>, now: Date): boolean {
  return (pin.notBefore === null || pin.notBefore <= now) && (pin.notAfter === null || now <= pin.notAfter);
}

const leastRsaBits = 2048;
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

/** RSA of 2048 bits, or a curve of NIST; nothing that is weaker or that the signatures of warnings don't know. */
function isStrong(key: KeyObject): boolean {
  const details = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return (details.modulusLength ?? 0) >= leastRsaBits;
  return key.asymmetricKeyType === 'ec' && curves.includes(details.namedCurve ?? '');
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

/** One certificate or public key in PEM as somebody has sent it in. A private key is never kept. */
export function readPem(text: string, now: Date): Outcome<PinWish> {
  const found = [...text.matchAll(block)];
  if (found.some(([, label]) => label?.includes('PRIVATE'))) return refused('pem', 'pemPrivate');
  const [pem, label] = found[0] ?? [];
  if (!pem || found.length > 1 || text.length > longestPem) return refused('pem', 'pemWrong');
  if (label !== 'CERTIFICATE' && label !== 'PUBLIC KEY') return refused('pem', 'pemWrong');
  try {
    return label === 'CERTIFICATE' ? ofCertificate(pem, now) : ofKey(pem);
  } catch {
    return refused('pem', 'pemWrong');
  }
}

function ofCertificate(pem: string, now: Date): Outcome<PinWish> {
  const certificate = new X509Certificate(pem);
  if (!isStrong(certificate.publicKey)) return refused('pem', 'pemWeak');
  const notAfter = certificate.validToDate;
  if (notAfter <= now) return refused('pem', 'pemExpired');
  return done({
    ...{ pem: certificate.toString().trim(), notBefore: certificate.validFromDate, notAfter },
    subject: certificate.subject.split('\n').join(', ').slice(0, 300),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  });
}

function ofKey(pem: string): Outcome<PinWish> {
  const key = createPublicKey(pem);
  if (!isStrong(key)) return refused('pem', 'pemWeak');
  const der = key.export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(der).digest('hex');
  const text = key.export({ type: 'spki', format: 'pem' }).toString().trim();
  return done({ pem: text, subject: '', fingerprint, notBefore: null, notAfter: null });
}
