/** What a signature of a warning may be made with: SHA-256 or better, RSA or a curve, and no key that two share. */
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import {
  C14nCanonicalization,
  ExclusiveCanonicalization,
  type HashAlgorithm,
  type SignatureAlgorithm,
  SignedXml,
} from 'xml-crypto';

const more = 'http://www.w3.org/2001/04/xmldsig-more#';
const encryption = 'http://www.w3.org/2001/04/xmlenc#';

export const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * Inclusive and exclusive, without comments. Version 1.1 differs in what a part inherits from around it (`xml:id`,
 * `xml:base`), which no warning has; where it does, the signature doesn't fit and is not taken.
 */
export const canonicalizations = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': C14nCanonicalization,
  'http://www.w3.org/2006/12/xml-c14n11': C14nCanonicalization,
  'http://www.w3.org/2001/10/xml-exc-c14n#': ExclusiveCanonicalization,
} as const;

const digests: Readonly<Record<string, string>> = {
  [`${encryption}sha256`]: 'sha256',
  [`${more}sha384`]: 'sha384',
  [`${encryption}sha512`]: 'sha512',
};

const methods: Readonly<Record<string, { family: 'rsa' | 'ec'; hash: string }>> = Object.fromEntries(
  (['rsa', 'ec'] as const).flatMap((family) =>
    ['sha256', 'sha384', 'sha512'].map((hash) => [
      `${more}${family === 'ec' ? 'ecdsa' : 'rsa'}-${hash}`,
      { family, hash },
    ]),
  ),
);

export const isMethod = (name: string): boolean => Object.hasOwn(methods, name);
export const isDigest = (name: string): boolean => Object.hasOwn(digests, name);
export const isCanonicalization = (name: string): boolean => Object.hasOwn(canonicalizations, name);

function hashing(name: string, hash: string): new () => HashAlgorithm {
  return class {
    getAlgorithmName = () => name;
    getHash = (text: string) => createHash(hash).update(text, 'utf8').digest('base64');
  };
}

/** The two numbers of a curve's signature stand side by side in XML, not in DER. */
const dsaEncoding = 'ieee-p1363';

/** Whether a value is this method's signature of a text by the owner of a key. A key of another family never fits. */
export function fits(method: string, pem: string, text: string, value: string): boolean {
  const of = methods[method];
  const key = createPublicKey(pem);
  if (!of || key.asymmetricKeyType !== of.family) return false;
  return verify(of.hash, Buffer.from(text), { key, dsaEncoding }, Buffer.from(value, 'base64'));
}

/** Which of several keys fits is asked in one go: the canonical text of a large message is not made for each anew. */
function signing(method: string, onFit: (pem: string) => void, pems: readonly string[]): new () => SignatureAlgorithm {
  return class {
    getAlgorithmName = () => method;
    getSignature = (text: never, key: never) =>
      sign(methods[method]?.hash, Buffer.from(text), { key, dsaEncoding }).toString('base64') as never;
    verifySignature = (text: never, _: never, value: never) => {
      const found = pems.find((pem) => fits(method, pem, text, value));
      if (found) onFit(found);
      return (found !== undefined) as never;
    };
  };
}

const hashAlgorithms = Object.fromEntries(Object.entries(digests).map(([name, hash]) => [name, hashing(name, hash)]));

/** The library with these algorithms and no other; what the document says of its own key is never asked. */
export function signedXml(
  options: ConstructorParameters<typeof SignedXml>[0],
  pems: readonly string[] = [],
  onFit: (pem: string) => void = () => undefined,
): SignedXml {
  const own = new SignedXml({ ...options, getCertFromKeyInfo: () => null });
  const { [enveloped]: transform } = own.CanonicalizationAlgorithms;
  own.CanonicalizationAlgorithms = { ...canonicalizations, ...(transform && { [enveloped]: transform }) };
  own.HashAlgorithms = hashAlgorithms;
  own.SignatureAlgorithms = Object.fromEntries(Object.keys(methods).map((name) => [name, signing(name, onFit, pems)]));
  return own;
}
