// What the pages of an ombudsperson do with keys. Nothing here is kept: no storage, no cookie; a key lives in the page's memory
// until the page is left or locked.
import sodium from './sumo.js';

export const { ready } = sodium;
export const toText = (bytes) => sodium.to_base64(bytes, sodium.base64_variants.ORIGINAL);
export const toBytes = (text) => sodium.from_base64(text, sodium.base64_variants.ORIGINAL);

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 24 characters of 5 random bits, in groups of four. */
export function newKit() {
  const characters = [...sodium.randombytes_buf(24)].map((byte) => alphabet[byte & 31]).join('');
  return characters.match(/.{4}/g).join('-');
}

/** As it was meant: capitals, dashes and the letters that look like digits don't matter; undefined if it is no kit. */
export function kitTyped(text) {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{24}$/.test(plain) ? plain.match(/.{4}/g).join('-') : undefined;
}

// A full-width letter of an input method is the same letter.
const normal = (text) => text.normalize('NFKC').trim();

function keyOf(text, salt, ops, mem) {
  return sodium.crypto_pwhash(32, text, salt, ops, mem, sodium.crypto_pwhash_ALG_ARGON2ID13);
}

export function wrap(secret, text, { ops, mem }) {
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const key = keyOf(normal(text), salt, ops, mem);
  const box = sodium.crypto_secretbox_easy(secret, nonce, key);
  sodium.memzero(key);
  return { ops, mem, salt: toText(salt), nonce: toText(nonce), box: toText(box) };
}

function unwrap({ ops, mem, salt, nonce, box }, text) {
  const key = keyOf(text, toBytes(salt), ops, mem);
  try {
    return sodium.crypto_secretbox_open_easy(toBytes(box), toBytes(nonce), key);
  } catch {
    return undefined;
  } finally {
    sodium.memzero(key);
  }
}

/** The private half, by the passphrase or the kit; undefined if it is neither, or belongs to another public half. */
export function unlock({ publicKey, wrapped }, typed) {
  const kit = kitTyped(typed);
  const secret = (kit && unwrap(wrapped.kit, kit)) ?? unwrap(wrapped.passphrase, normal(typed));
  if (!secret) return undefined;
  return toText(sodium.crypto_scalarmult_base(secret)) === publicKey ? secret : undefined;
}

export function newPair() {
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { publicKey: toText(publicKey), secret: privateKey };
}

/** As in fingerprint.ts. */
export function fingerprint(publicKey) {
  const hex = sodium
    .to_hex(sodium.crypto_hash_sha256(toBytes(publicKey)))
    .slice(0, 20)
    .toUpperCase();
  return hex.match(/.{4}/g).join(' ');
}

/** The padded bytes of a box; undefined if this key does not open it. */
export function openBox(sealed, publicKey, secret) {
  try {
    return sodium.crypto_box_seal_open(toBytes(sealed), toBytes(publicKey), secret);
  } catch {
    return undefined;
  }
}

export function sealAgain(padded, publicKey) {
  return toText(sodium.crypto_box_seal(padded, toBytes(publicKey)));
}

/** `{ name, mail, phone }`; undefined if there is something else in it. */
export function personIn(padded, block) {
  try {
    const person = JSON.parse(sodium.to_string(sodium.unpad(padded, block)));
    const [name, mail, phone] = [person.name, person.mail, person.phone].map((text) => String(text ?? ''));
    return { name, mail, phone };
  } catch {
    return undefined;
  }
}

export const forget = (bytes) => sodium.memzero(bytes);

/** Lets the browser draw what was said before it works for seconds. */
export const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));

/** Says words of the element's own data attributes; those of `calm` are no errors. They go when something is typed. */
export function saying(status, calm) {
  const say = (word) => {
    status.textContent = word ? status.dataset[word] : '';
    status.className = word && !calm.includes(word) ? 'error' : '';
  };
  status.parentElement.addEventListener('input', () => say(''));
  return say;
}
