/** Boxes that a browser sealed, on their way through the form: `keyId.base64`. */
import { type Box, boxBytes, type Opener } from './model/box.ts';

export function boxInForm({ keyId, sealed }: Box): string {
  return `${keyId}.${sealed.toString('base64')}`;
}

/** One box for each of the keys and none for others; undefined for anything else, such as boxes for a key that was replaced meanwhile. */
export function boxesFromForm(texts: readonly string[], openers: readonly Opener[]): Box[] | undefined {
  const boxes = texts.map((text) => ({ keyId: text.slice(0, 36), sealed: Buffer.from(text.slice(37), 'base64') }));
  const all =
    boxes.length === openers.length &&
    openers.every(({ keyId }) => boxes.some((box) => box.keyId === keyId && box.sealed.length === boxBytes));
  return all && boxes.length > 0 ? boxes : undefined;
}
