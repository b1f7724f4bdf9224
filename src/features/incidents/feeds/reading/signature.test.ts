/** Signatures of warnings: which are taken, and everything that somebody could try. */
import { createHmac, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectValidCaps } from '../../../../../test/support/cap.ts';
import { capMessage } from '../double.fixture.ts';
import { type Pinned, readPem } from '../model/signature.ts';
import { inclusive, issuer, sha256, signed } from '../signing.fixture.ts';
import { readCap } from './cap.ts';
import { checkSignature } from './signature.ts';
import { readXml } from './xml.ts';

const now = new Date('2026-11-20T01:00:00Z');
const [weather, curve, other] = await Promise.all([issuer('rsa'), issuer('ec'), issuer('rsa')]);

function pinOf(pem: string, id: number, at = now): Pick<Pinned, 'id' | 'pem' | 'notBefore' | 'notAfter'> {
  const pin = readPem(pem, at);
  if (!pin.ok) throw new Error(pin.troubles[0]?.key);
  return { id, ...pin.value };
}
const pins = [pinOf(curve.certificate, 2), pinOf(weather.certificate, 1)];
const plain = capMessage({ identifier: 'w-1' });
const right = signed(plain, weather);

/** What the officer is told: the state, with the reason where a form is refused. */
function stateOf(xml: string, by = pins, at = now): string {
  const { signature, refusal } = checkSignature(xml, by, at);
  return [signature, refusal].filter(Boolean).join(': ');
}
function identifierOf(xml: string): string {
  const root = readXml(xml);
  const message = root.ok ? readCap(root.value) : root;
  return message.ok ? message.value.identifier : message.fault;
}
const signatureOf = (xml: string): string => /<Signature[\s\S]*<\/Signature>/.exec(xml)?.[0] ?? '';

describe('what holds', () => {
  test('the issuer of these tests keeps to the standard, signed or not', async () => {
    const inner = [weather, curve].map((by) => signed(plain, by, { canonical: inclusive }));
    expect(await expectValidCaps([plain, right, ...inner])).toHaveLength(4);
  });

  test('RSA and curves, exclusive and inclusive, SHA-256 to SHA-512, says by which certificate', () => {
    const more = 'http://www.w3.org/2001/04/xmldsig-more#';
    for (const [by, id, family] of [
      [weather, 1, 'rsa'],
      [curve, 2, 'ecdsa'],
    ] as const) {
      for (const canonical of [
        'http://www.w3.org/2001/10/xml-exc-c14n#',
        inclusive,
        'http://www.w3.org/2006/12/xml-c14n11',
      ])
        for (const hash of ['sha256', 'sha384', 'sha512']) {
          const digest = hash === 'sha384' ? `${more}sha384` : `http://www.w3.org/2001/04/xmlenc#${hash}`;
          const found = checkSignature(
            signed(plain, by, { canonical, digest, method: `${more}${family}-${hash}` }),
            pins,
            now,
          );
          expect(found, `${family} ${hash} ${canonical}`).toMatchObject({ signature: 'verified', certificateId: id });
          expect(identifierOf(found.signedText ?? '')).toBe('w-1');
        }
    }
  });

  test('a bare public key; a signature between other elements of the alert', () => {
    const spki = createPublicKey(weather.certificate).export({ type: 'spki', format: 'pem' }).toString();
    expect(stateOf(right, [pinOf(spki, 3)])).toBe('verified');
    const signature = signatureOf(right);
    const moved = right.replace(signature, '').replace('<info>', `${signature}<info>`);
    expect(stateOf(moved)).toBe('verified');
  });

  test('without signature; without anything pinned', () => {
    expect(stateOf(plain)).toBe('none');
    expect(stateOf(right, [])).toBe('unchecked');
  });

  test('a certificate out of its time is not relied on, unless its key is pinned again', async () => {
    const late = new Date('2027-02-01T00:00:00Z');
    expect(stateOf(right, pins, late)).toBe('expired');
    expect(stateOf(right, pins, new Date('2025-12-31T00:00:00Z'))).toBe('expired');
    const spki = createPublicKey(weather.certificate).export({ type: 'spki', format: 'pem' }).toString();
    expect(stateOf(right, [...pins, pinOf(spki, 3)], late)).toBe('verified');
  });
});

describe('what does not', () => {
  test('any changed character of what is said', () => {
    expect(stateOf(right.replace('原文说明', '原文说名'))).toBe('changed');
    expect(stateOf(right.replace('<severity>Severe', '<severity>Extreme'))).toBe('changed');
    expect(stateOf(right.replace('<info>', '<note>x</note><info>'))).toBe('changed');
    const texts = [...right.replace(signatureOf(right), '').matchAll(/[^<>\s]/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.constantFrom(...texts), (at) => {
        const odd = `${right.slice(0, at)}${right[at] === 'x' ? 'y' : 'x'}${right.slice(at + 1)}`;
        if (!readXml(odd).ok || odd.indexOf('<?xml') !== 0 || at < right.indexOf('<alert')) return;
        expect(stateOf(odd), odd.slice(at - 20, at + 20)).not.toBe('verified');
      }),
      { numRuns: 60 },
    );
  });

  test('another’s certificate, whatever the message says of its own key', () => {
    const base = other.certificate.replace(/-----[A-Z ]+-----|\s/g, '');
    const keyInfo = `<X509Data><X509Certificate>${base}</X509Certificate></X509Data>`;
    expect(stateOf(signed(plain, other))).toBe('stranger');
    expect(stateOf(signed(plain, other, { keyInfo }))).toBe('stranger');
    const pinned = weather.certificate.replace(/-----[A-Z ]+-----|\s/g, '');
    const borrowed = `<X509Data><X509Certificate>${pinned}</X509Certificate></X509Data>`;
    expect(stateOf(signed(plain, other, { keyInfo: borrowed }))).toBe('stranger');
    expect(stateOf(signed(plain, weather, { keyInfo }))).toBe('verified');
  });

  test('a changed value of the signature or of the digest', () => {
    const [, value = ''] = /<SignatureValue>([^<]+)</.exec(right) ?? [];
    expect(stateOf(right.replace(value, Buffer.alloc(256, 7).toString('base64')))).toBe('stranger');
    expect(stateOf(right.replace(value, ''))).toBe('refused: parts');
    const [, digest = ''] = /<DigestValue>([^<]+)</.exec(right) ?? [];
    expect(stateOf(right.replace(digest, Buffer.alloc(32, 7).toString('base64')))).toBe('changed');
  });

  test('SHA-1, HMAC keyed with the public key, a method that nobody knows, a method of another family', () => {
    const old = { method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', digest: sha256 };
    expect(stateOf(signed(plain, weather, old))).toBe('refused: method');
    expect(stateOf(signed(plain, weather, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }))).toBe(
      'refused: method',
    );
    for (const hmac of [
      'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
    ]) {
      const info = /<SignedInfo>[\s\S]*<\/SignedInfo>/.exec(right.replace(weather.method, hmac))?.[0] ?? '';
      const forged = createHmac(hmac.endsWith('sha1') ? 'sha1' : 'sha256', weather.certificate)
        .update(info)
        .digest('base64');
      const xml = right.replace(weather.method, hmac).replace(/<SignatureValue>[^<]+</, `<SignatureValue>${forged}<`);
      expect(stateOf(xml)).toBe('refused: method');
    }
    expect(stateOf(right.replace(weather.method, 'urn:none'))).toBe('refused: method');
    expect(stateOf(right.replace(weather.method, curve.method))).toBe('stranger');
  });

  test('wrapping: the signed alert within a forged one, beside it, or found by an id', () => {
    const forged = capMessage({ identifier: 'w-evil' });
    const inner = right.replace(/<\?xml[^>]*\?>/, '');
    expect(stateOf(forged.replace('</alert>', `<x xmlns="urn:x">${inner}</x></alert>`))).toBe('refused: place');
    expect(stateOf(forged.replace('</alert>', `${signatureOf(right)}</alert>`))).toBe('changed');
    const byId = right.replace('URI=""', 'URI="#w"');
    const held = byId.replace(/<\?xml[^>]*\?>/, '').replace('<alert ', '<alert Id="w" ');
    const hidden = held.replace(signatureOf(held), '');
    const wrapped = forged.replace('</alert>', `${signatureOf(held)}<x xmlns="urn:x">${hidden}</x></alert>`);
    expect(stateOf(wrapped)).toBe('refused: reference');
    for (const uri of ['#xpointer(/)', 'https://evil.example.org/', 'file:///etc/passwd', '#'])
      expect(stateOf(right.replace('URI=""', `URI="${uri}"`)), uri).toBe('refused: reference');
    expect(stateOf(right.replace(' URI=""', ''))).toBe('refused: reference');
  });

  test('two signatures, two references, two values, a manifest beside', () => {
    const signature = signatureOf(right);
    expect(stateOf(right.replace(signature, signature + signature))).toBe('refused: several');
    expect(stateOf(signed(right, other))).toBe('refused: several');
    const reference = /<Reference[\s\S]*<\/Reference>/.exec(right)?.[0] ?? '';
    expect(stateOf(right.replace(reference, reference + reference))).toBe('refused: several');
    const info = /<SignedInfo>[\s\S]*<\/SignedInfo>/.exec(right)?.[0] ?? '';
    expect(stateOf(right.replace(info, info + info))).toBe('refused: several');
    expect(stateOf(right.replace('</Signature>', '<Object><Manifest/></Object></Signature>'))).toBe('refused: parts');
    expect(stateOf(right.replace('</SignedInfo>', '<Extra/></SignedInfo>'))).toBe('refused: parts');
    const digest = /<DigestValue>[^<]+<\/DigestValue>/.exec(right)?.[0] ?? '';
    expect(stateOf(right.replace(digest, digest + digest))).toBe('refused: parts');
  });

  test('transforms that pick something out, in another order, or none', () => {
    const first = '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>';
    const path = '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>1=1</XPath></Transform>';
    expect(right).toContain(first);
    expect(stateOf(right.replace(first, first + path))).toBe('refused: reference');
    expect(stateOf(right.replace(first, path))).toBe('refused: reference');
    expect(stateOf(right.replace(first, ''))).toBe('refused: reference');
    expect(stateOf(right.replace(/<Transforms>[\s\S]*<\/Transforms>/, ''))).toBe('refused: parts');
  });

  test('comments and instructions: what is read is what was signed', () => {
    // The text around a comment is one text to the signer: an identifier can't be cut there.
    const long = signed(capMessage({ identifier: 'w-1.evil.example' }), weather);
    const cut = long.replace('w-1.evil.example', 'w-1<!-- -->.evil.example');
    const found = checkSignature(cut, pins, now);
    expect([found.signature, identifierOf(found.signedText ?? ''), identifierOf(cut)]).toEqual([
      ...['verified', 'w-1.evil.example', 'w-1.evil.example'],
    ]);
    expect(found.signedText).not.toContain('<!--');
    // Some render an instruction as the text in it: one could swallow words that were signed.
    expect(stateOf(right.replace('原文说明', '原文<?x 说明?>'))).toBe('refused: parts');
    expect(stateOf(right.replace('<alert ', '<?xml-stylesheet href="x"?><alert '))).toBe('refused: parts');
    const digest = /<DigestValue>([^<]+)</.exec(right)?.[1] ?? '';
    expect(stateOf(right.replace(digest, `<!--${digest}-->${digest}`))).toBe('refused: parts');
    expect(stateOf(right.replace(digest, `<![CDATA[${digest}]]>`))).toBe('refused: parts');
  });

  test('a message that would take long is refused at once; nothing makes it throw', () => {
    const many = '<parameter><valueName>a</valueName><value>b</value></parameter>'.repeat(1200);
    expect(stateOf(right.replace('<area>', `${many}<area>`))).toBe('refused: large');
    fc.assert(
      fc.property(fc.nat(right.length), fc.nat(40), fc.string({ maxLength: 20 }), (at, gone, junk) => {
        expect(stateOf(right.slice(0, at) + junk + right.slice(at + gone))).toMatch(/^[a-z]+(: [a-z]+)?$/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what may be pinned', () => {
  const trouble = (pem: string, at = now): string => {
    const read = readPem(pem, at);
    return read.ok ? read.value.subject : (read.troubles[0]?.key ?? '');
  };

  test('one certificate or key; never a private key, a weak or an old one', async () => {
    expect(trouble(`Bag\n${weather.certificate}\n`)).toBe('CN=省气象台, O=Weather');
    expect(trouble(weather.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())).toBe('pemPrivate');
    expect(trouble(weather.certificate + curve.certificate)).toBe('pemWrong');
    expect(trouble('hello')).toBe('pemWrong');
    expect(trouble('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe('pemWrong');
    expect(trouble((await issuer('rsa', { bits: 1024 })).certificate)).toBe('pemWeak');
    expect(trouble(weather.certificate, new Date('2027-01-01T00:00:00Z'))).toBe('pemExpired');
  });
});
