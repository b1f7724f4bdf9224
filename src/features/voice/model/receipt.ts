/**
 * The receipt code: 24 characters of Crockford's base 32 in six groups, 120 random bits. It is the only key to an anonymous
 * case, is shown once, and only its HMAC is kept.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const receiptLength = 24;

/** The code of 15 random bytes, as `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`. */
export function receiptFrom(bytes: Uint8Array): string {
  if (bytes.length !== 15) throw new RangeError(`a receipt is made of 15 bytes, not ${bytes.length}`);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let code = '';
  for (let n = 0; n < receiptLength; n += 1) {
    code = `${alphabet[Number(bits & 31n)]}${code}`;
    bits >>= 5n;
  }
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** What people call a case by, of 8 random bytes: 40 bits, which tell no count and no order. */
export function numberFrom(bytes: Uint8Array): string {
  return [...bytes].map((byte) => alphabet[byte & 31]).join('');
}

/** What somebody typed, as it is kept: full width, small letters, spaces and the letters that look like digits are forgiven. */
export function receiptTyped(typed: string): string | undefined {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(plain) ? plain.replace(/.{4}(?=.)/g, '$&-') : undefined;
}
