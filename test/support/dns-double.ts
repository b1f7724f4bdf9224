/** A name server on this machine that knows the TXT records it is given, and nothing else. */
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { decode, encode } from 'dns-packet';

export interface DnsDouble {
  /** As Resolver.setServers takes it. */
  address: string;
  records: Map<string, string[]>;
  stop(): Promise<void>;
}

export async function startDnsDouble(): Promise<DnsDouble> {
  const records = new Map<string, string[]>();
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { id, questions = [] } = decode(message);
    const name = questions[0]?.name ?? '';
    const found = records.get(name) ?? [];
    const answer = encode({
      type: 'response',
      id: id as number,
      // 3: there is no such name
      flags: 0x8180 | (found.length > 0 ? 0 : 3),
      questions,
      answers: found.map((data) => ({ type: 'TXT' as const, name, ttl: 60, data })),
    });
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    records,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
