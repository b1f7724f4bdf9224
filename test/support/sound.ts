/** Sounds for tests: a tone as WAV, and what phones and browsers make, in containers of each kind. */
import * as media from 'mediabunny';

/** A tone of 440 Hz, one channel, 16 bit, as a WAV file; `facts` is put into it as a title. */
export function tone(seconds: number, facts = ''): Buffer {
  const rate = 16_000;
  const data = Buffer.alloc(seconds * rate * 2);
  for (let at = 0; at < seconds * rate; at += 1) {
    data.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 440 * at) / rate)), at * 2);
  }
  const title = Buffer.from(facts.length % 2 === 0 ? facts : `${facts} `, 'utf8');
  const list = facts ? chunk('LIST', Buffer.concat([Buffer.from('INFO'), chunk('INAM', title)])) : Buffer.alloc(0);
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), chunk('fmt ', format), list, chunk('data', data)]));
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

// Frames of silence: AAC-LC in one channel, Opus of 20 ms.
const frames = {
  aac: { bytes: Buffer.from('00c800802380', 'hex'), seconds: 1024 / 44_100 },
  opus: { bytes: Buffer.from('f8fffe', 'hex'), seconds: 0.02 },
} as const;

const configs: Record<keyof typeof frames, AudioDecoderConfig> = {
  aac: { codec: 'mp4a.40.2', sampleRate: 44_100, numberOfChannels: 1, description: new Uint8Array([0x12, 0x08]) },
  opus: {
    codec: 'opus',
    sampleRate: 48_000,
    numberOfChannels: 1,
    // OpusHead: version 1, one channel, 312 samples to skip, 48 kHz, no gain, simple mapping.
    description: Buffer.from('4f707573486561640101380180bb0000000000', 'hex'),
  },
};

const containers = {
  m4a: { codec: 'aac', format: () => new media.Mp4OutputFormat() },
  aac: { codec: 'aac', format: () => new media.AdtsOutputFormat() },
  webm: { codec: 'opus', format: () => new media.WebMOutputFormat() },
  ogg: { codec: 'opus', format: () => new media.OggOutputFormat() },
} as const;

/** Silence as a phone or a browser would write it; `title` is what it says about itself. */
export async function silence(kind: keyof typeof containers, seconds: number, title?: string): Promise<Buffer> {
  const { codec, format } = containers[kind];
  const frame = frames[codec];
  const target = new media.BufferTarget();
  const output = new media.Output({ format: format(), target });
  const source = new media.EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  if (title) output.setMetadataTags({ title, artist: title, comment: title });
  await output.start();
  for (let n = 0; n * frame.seconds < seconds; n += 1) {
    const packet = new media.EncodedPacket(frame.bytes, 'key', n * frame.seconds, frame.seconds);
    await source.add(packet, n === 0 ? { decoderConfig: configs[codec] } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer as ArrayBuffer);
}
