/** An issuer with keys and certificates of its own, who signs its warnings. For tests. */
import { createPrivateKey, type KeyObject, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { SignedXml } from 'xml-crypto';
import { enveloped, signedXml } from './reading/algorithms.ts';

export interface Issuer {
  /** In PEM. */
  certificate: string;
  privateKey: KeyObject;
  method: string;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

const keyKinds = {
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;

/** With a certificate signed by itself, valid all the year 2026 unless said otherwise. */
export async function issuer(
  kind: 'rsa' | 'ec',
  { name = 'CN=省气象台, O=Weather', from = '2026-01-01', to = '2027-01-01', bits = 2048 } = {},
): Promise<Issuer> {
  const algorithm = kind === 'rsa' ? { ...keyKinds.rsa, modulusLength: bits } : keyKinds.ec;
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      ...{ name, serialNumber: '01', notBefore: new Date(from), notAfter: new Date(to), keys: keys as never },
      signingAlgorithm: algorithm,
    },
    webcrypto as never,
  );
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: certificate.toString('pem'),
    privateKey: createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }),
    method: `${more}${kind === 'rsa' ? 'rsa' : 'ecdsa'}-sha256`,
  };
}

/** Signs the whole of a message, as an issuer should. `more`: what a test wants otherwise. */
export function signed(
  xml: string,
  by: Issuer,
  more: { canonical?: string; transforms?: string[]; digest?: string; keyInfo?: string; method?: string } = {},
): string {
  const { canonical = exclusive, digest = sha256, method = by.method } = more;
  const options = {
    privateKey: by.privateKey,
    ...{ signatureAlgorithm: method, canonicalizationAlgorithm: canonical },
    getKeyInfoContent: () => more.keyInfo ?? null,
  };
  // A weak signature is made with the library as it comes: our own reading knows none.
  const own = /sha1$/.test(method) || /sha1$/.test(digest) ? new SignedXml(options) : signedXml(options);
  own.addReference({
    ...{ xpath: '/*', isEmptyUri: true, digestAlgorithm: digest },
    transforms: more.transforms ?? [enveloped, canonical],
  });
  own.computeSignature(xml);
  return own.getSignedXml();
}
