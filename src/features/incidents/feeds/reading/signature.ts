/**
 * The enveloped signature of a warning (XML Signature, W3C), read strictly: one signature, at the root, over all of it,
 * by a key that the district has pinned. What counts afterwards is the text that was signed, never the document around it.
 */
import { DOMParser } from '@xmldom/xmldom';
import { isInTime, type Pinned, type Refusal, type Signed } from '../model/signature.ts';
import { enveloped, isCanonicalization, isDigest, isMethod, signedXml } from './algorithms.ts';

const signatures = 'http://www.w3.org/2000/09/xmldsig#';

export interface Checked extends Signed {
  /** What was signed, where the signature holds; the message is read from it. */
  signedText: string | null;
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** Canonical text is made slowly: half a second for so many. Warnings have some hundred. */
const mostElements = 3000;

/** `xml` has been read as well-formed and without document type. Never throws for what strangers write. */
export function checkSignature(
  xml: string,
  pinned: readonly Pick<Pinned, 'id' | 'pem' | 'notBefore' | 'notAfter'>[],
  now: Date,
): Checked {
  const found = { refusal: null, certificateId: null, signedText: null };
  if (!xml.includes(signatures)) return { ...found, signature: 'none' };
  if (pinned.length === 0) return { ...found, signature: 'unchecked' };
  try {
    if ((xml.match(/<[^/!?]/g)?.length ?? 0) > mostElements) throw new Refused('large');
    const signature = signatureIn(xml);
    if (!signature) return { ...found, signature: 'none' };
    // Those in their time first: a key may be pinned again with a new certificate.
    const inTime = pinned.filter((pin) => isInTime(pin, now));
    const answer = verifyWith(xml, signature, [...inTime, ...pinned.filter((pin) => !inTime.includes(pin))]);
    if (typeof answer === 'string') return { ...found, signature: answer };
    if (!inTime.includes(answer.pin)) return { ...found, signature: 'expired', certificateId: answer.pin.id };
    return { ...found, signature: 'verified', certificateId: answer.pin.id, signedText: answer.text };
  } catch (error) {
    // The library throws for whatever it can't make sense of.
    return { ...found, signature: 'refused', refusal: error instanceof Refused ? error.refusal : 'parts' };
  }
}

function verifyWith<P extends Pick<Pinned, 'pem'>>(
  xml: string,
  signature: Element,
  pinned: readonly P[],
): 'changed' | 'stranger' | { pin: P; text: string } {
  let pin: P | undefined;
  const pems = pinned.map(({ pem }) => pem);
  const own = signedXml({ publicCert: pems[0] }, pems, (pem) => {
    pin = pinned.find((one) => one.pem === pem);
  });
  own.loadSignature(signature);
  try {
    if (!own.checkSignature(xml)) return 'changed';
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('invalid signature')) return 'stranger';
    throw error;
  }
  const [text, ...rest] = own.getSignedReferences();
  if (!text || !pin || rest.length > 0) throw new Refused('reference');
  return { pin, text };
}

/** The one signature, if its form is what we take: nothing of it is left to how a library reads an odd document. */
function signatureIn(xml: string): Element | null {
  const errorHandler = (_: string, message: string) => {
    throw new Error(message);
  };
  const document = new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  const named = (name: string) => Array.from(document.getElementsByTagNameNS('*', name));
  if (named('Signature').length === 0) return null;
  for (const name of ['Signature', 'SignedInfo', 'SignatureValue', 'Reference'])
    if (named(name).length !== 1) throw new Refused('several');
  const [signature] = named('Signature') as [Element];
  if (signature.parentNode !== root || signature.namespaceURI !== signatures) throw new Refused('place');
  // Processing instructions beside or in the message are signed by some and passed over by others.
  if (hasNode(document, [7])) throw new Refused('parts');
  if (hasNode(signature, [4, 8])) throw new Refused('parts');
  const [info, value, keyInfo, ...others] = elementsIn(signature);
  if (info?.localName !== 'SignedInfo' || value?.localName !== 'SignatureValue' || others.length > 0)
    throw new Refused('parts');
  if (keyInfo && keyInfo.localName !== 'KeyInfo') throw new Refused('parts');
  if (value.textContent?.trim() === '') throw new Refused('parts');
  checkInfo(info);
  return signature;
}

function checkInfo(info: Element): void {
  const [canonical, method, reference, ...others] = partsOf(info, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  if (!canonical || !method || !reference || others.length > 0) throw new Refused('parts');
  if (!isCanonicalization(algorithmOf(canonical)) || !isMethod(algorithmOf(method))) throw new Refused('method');
  // An empty address is the whole document; any other is a part of it, or lies elsewhere.
  if (reference.getAttribute('URI') !== '' || !reference.hasAttribute('URI')) throw new Refused('reference');
  const [transforms, digest] = partsOf(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  if (!transforms || !digest) throw new Refused('parts');
  if (!isDigest(algorithmOf(digest))) throw new Refused('method');
  const [first, second, ...more] = elementsIn(transforms).map(algorithmOf);
  if (first !== enveloped || more.length > 0) throw new Refused('reference');
  if (second !== undefined && !isCanonicalization(second)) throw new Refused('reference');
}

function partsOf(element: Element, names: readonly string[]): Element[] {
  const parts = elementsIn(element);
  const fits = parts.length === names.length && parts.every((part, n) => part.localName === names[n]);
  if (!fits || parts.some((part) => part.namespaceURI !== signatures)) throw new Refused('parts');
  return parts;
}

const elementsIn = (node: Node): Element[] =>
  Array.from(node.childNodes).filter((child): child is Element => child.nodeType === 1);
const algorithmOf = (element: Element): string => element.getAttribute('Algorithm') ?? '';

/** A text has no list of children here, whatever the types say. */
function hasNode(node: Node, types: readonly number[]): boolean {
  return Array.from(node.childNodes ?? []).some(
    (child) => (types.includes(child.nodeType) && child.nodeName !== 'xml') || hasNode(child, types),
  );
}
