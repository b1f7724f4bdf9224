/** Runs in a thread of its own, which is ended if a file wants too much time or memory (thread.ts). */
import { parentPort, workerData } from 'node:worker_threads';
import * as media from 'mediabunny';
import { createMp3Encoder } from 'wasm-media-encoders';
import { type Found, maxRecordingSeconds, type RecordingType } from './audio.ts';
import { cutOff } from './cut-off.ts';

/** Not all that the library reads: a playlist would fetch, a film is no recording. */
const formats = [media.MP3, media.MP4, media.QTFF, media.ADTS, media.OGG, media.WEBM, media.MATROSKA, media.WAVE];

/** Codecs that go into a file as they came. */
const targets: Readonly<Record<string, { mediaType: RecordingType; format: () => media.OutputFormat }>> = {
  mp3: { mediaType: 'audio/mpeg', format: () => new media.Mp3OutputFormat() },
  aac: { mediaType: 'audio/mp4', format: () => new media.Mp4OutputFormat({ fastStart: 'in-memory' }) },
  opus: { mediaType: 'audio/ogg', format: () => new media.OggOutputFormat() },
};

/** Packets of a real recording are of 10 ms and more. */
const mostPackets = (maxRecordingSeconds + 1) * 100;
/** What a file says of its length may be off by a packet or two; by more it was cut off. */
const slackSeconds = 0.5;

async function read(bytes: Uint8Array): Promise<Found> {
  if (cutOff(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) return { trouble: 'recordingCut' };
  const input = new media.Input({ formats, source: new media.BufferSource(bytes) });
  if (!(await input.canRead())) return { trouble: 'recordingKind' };
  if (await input.getPrimaryVideoTrack()) return { trouble: 'recordingVideo' };
  const track = await input.getPrimaryAudioTrack();
  const codec = track && (await track.getCodec());
  // The head of the file is there, and no sound after it.
  if (!track || !codec) return { trouble: 'recordingCut' };
  // Before its packets are walked: what says that it lasts for hours is not read.
  const said = await track.computeDuration();
  if (said > maxRecordingSeconds + slackSeconds) return { trouble: 'recordingLong' };
  if (codec.startsWith('pcm-')) return toMp3(track);
  const target = targets[codec];
  const config = target && (await track.getDecoderConfig());
  if (!target || !config) return { trouble: 'recordingKind' };

  const written = new media.BufferTarget();
  const output = new media.Output({ format: target.format(), target: written });
  const source = new media.EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  let [packets, from, until] = [0, 0, 0];
  for await (const packet of new media.EncodedPacketSink(track).packets()) {
    if (packets === 0) from = packet.timestamp;
    until = packet.timestamp + packet.duration;
    packets += 1;
    if (packets > mostPackets || until - from > maxRecordingSeconds + slackSeconds) return { trouble: 'recordingLong' };
    // Recorders in a browser begin where their clock stands.
    await source.add(
      packet.clone({ timestamp: Math.max(0, packet.timestamp - from) }),
      packets === 1 ? { decoderConfig: config } : undefined,
    );
  }
  if (packets === 0 || until - from <= 0) return { trouble: 'recordingSilent' };
  if (said - until > slackSeconds) return { trouble: 'recordingCut' };
  await output.finalize();
  return { mediaType: target.mediaType, seconds: until - from, content: new Uint8Array(written.buffer as ArrayBuffer) };
}

/** Uncompressed sound is ten times as long to load: it becomes MP3, one channel, 64 kbit/s. */
async function toMp3(track: media.InputAudioTrack): Promise<Found> {
  const encoder = await createMp3Encoder();
  const rate = await track.getSampleRate();
  const sampleRate = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000].find((one) => one === rate);
  if (!sampleRate) return { trouble: 'recordingKind' };
  // At low rates the format has no 64 kbit/s (MPEG 2.5).
  encoder.configure({ sampleRate, channels: 1, bitrate: sampleRate < 16_000 ? 32 : 64 } as never);
  const parts: Buffer[] = [];
  let frames = 0;
  for await (const sample of new media.AudioSampleSink(track).samples()) {
    const mixed = new Float32Array(sample.numberOfFrames);
    const plane = new Float32Array(sample.numberOfFrames);
    for (let channel = 0; channel < sample.numberOfChannels; channel += 1) {
      sample.copyTo(plane, { planeIndex: channel, format: 'f32-planar' });
      for (let at = 0; at < mixed.length; at += 1)
        mixed[at] = (mixed[at] as number) + (plane[at] as number) / sample.numberOfChannels;
    }
    frames += sample.numberOfFrames;
    sample.close();
    // The encoder gives a view of its own memory, which the next call writes over.
    parts.push(Buffer.from(encoder.encode([mixed])));
  }
  parts.push(Buffer.from(encoder.finalize()));
  if (frames === 0) return { trouble: 'recordingSilent' };
  return { mediaType: 'audio/mpeg', seconds: frames / sampleRate, content: new Uint8Array(Buffer.concat(parts)) };
}

// What is found is the answer; whatever goes wrong ends the thread with an error.
read(workerData as Uint8Array).then((found) => parentPort?.postMessage(found));
