/** Networks in CIDR that a token is bound to. */
import { BlockList, isIP } from 'node:net';

/** `10.2.0.0/16` or a single address in one way of writing; undefined if it is no network. */
export function readNetwork(text: string): string | undefined {
  const [given = '', bits, ...rest] = text.trim().split('/');
  const family = isIP(given);
  if (family === 0 || rest.length > 0) return undefined;
  const longest = family === 4 ? 32 : 128;
  if (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= longest)) return undefined;
  return `${given.toLowerCase()}/${bits === undefined ? longest : Number(bits)}`;
}

/** Whether an address lies in one of the networks; without networks, every address does. */
export function liesWithin(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [start = '', bits = '0'] = network.split('/');
    list.addSubnet(start, Number(bits), isIP(start) === 4 ? 'ipv4' : 'ipv6');
  }
  return list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}
