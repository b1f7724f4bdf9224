/** Recordings: what is taken, what is refused and with which word, and that nothing but sound comes out. */
import { describe, expect, test } from 'vitest';
import { silence, tone } from '../../../test/support/sound.ts';
import { checkRecording, maxRecordingBytes } from './audio.ts';
import { rangeOf } from './serve.ts';

async function checked(content: Buffer) {
  const outcome = await checkRecording('recording', content);
  if (!outcome.ok) return outcome.troubles[0]?.key;
  const { mediaType, seconds } = outcome.value;
  return `${mediaType} ${seconds}`;
}

async function cleaned(content: Buffer): Promise<Buffer> {
  const outcome = await checkRecording('recording', content);
  if (!outcome.ok) throw new Error(outcome.troubles[0]?.key);
  return outcome.value.content;
}

const secret = '李老师在家里录的';

describe('what phones, browsers and offices make', () => {
  test('keeps its sound, in a container that phones play', async () => {
    expect(await checked(await silence('m4a', 4))).toBe('audio/mp4 4');
    expect(await checked(await silence('aac', 4))).toBe('audio/mp4 4');
    expect(await checked(await silence('ogg', 4))).toBe('audio/ogg 4');
    expect(await checked(await silence('webm', 4))).toBe('audio/ogg 4');
  });

  test('WAV becomes MP3, a tenth as large', async () => {
    const wav = tone(10);
    expect(await checked(wav)).toBe('audio/mpeg 10');
    const mp3 = await cleaned(wav);
    expect(mp3.length).toBeLessThan(wav.length / 3);
    expect(await checked(mp3)).toBe('audio/mpeg 10');
  });

  test('comes out without what it said about itself', async () => {
    for (const kind of ['m4a', 'ogg', 'webm'] as const) {
      const marked = await silence(kind, 2, secret);
      expect(marked.includes(secret), kind).toBe(true);
      expect((await cleaned(marked)).includes(secret), kind).toBe(false);
    }
    const wav = tone(1, secret);
    expect(wav.includes(secret)).toBe(true);
    expect((await cleaned(wav)).includes(secret)).toBe(false);
    const mp3 = await cleaned(tone(2));
    expect((await cleaned(Buffer.concat([id3(secret), mp3]))).includes(secret)).toBe(false);
  });
});

describe('what is refused', () => {
  test('a program, a text and a picture under the name of a recording', async () => {
    const program = Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(3000, 7)]);
    expect(await checked(program)).toBe('recordingKind');
    expect(await checked(Buffer.from('家长您好'))).toBe('recordingKind');
    expect(await checked(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('recordingKind');
  });

  test('nothing, too much, too long', async () => {
    expect(await checked(Buffer.alloc(0))).toBe('recordingMissing');
    expect(await checked(Buffer.alloc(maxRecordingBytes + 1))).toBe('recordingTooLarge');
    expect(await checked(await silence('ogg', 302))).toBe('recordingLong');
    expect(await checked(await silence('m4a', 302))).toBe('recordingLong');
    expect(await checked(tone(302))).toBe('recordingLong');
    expect(await checked(await silence('ogg', 299))).toBe('audio/ogg 299');
  });

  test('what was cut off on its way', async () => {
    for (const whole of [tone(4), await silence('ogg', 4), await silence('m4a', 4)]) {
      const half = whole.subarray(0, Math.floor(whole.length * 0.7));
      expect(['recordingCut', 'recordingKind']).toContain(await checked(half));
    }
    expect(await checked(tone(4).subarray(0, 60_000))).toBe('recordingCut');
    expect(await checked((await silence('ogg', 4)).subarray(0, 700))).toBe('recordingCut');
  });

  test('a stream of frames, which says nothing of its length, by its last frame', async () => {
    const mp3 = await cleaned(tone(4));
    const aac = await silence('aac', 4);
    for (const whole of [mp3, Buffer.concat([id3(secret), mp3]), aac]) {
      expect(await checked(whole)).toMatch(/^audio\/\w+ 4$/);
      for (const lost of [1, 5]) expect(await checked(whole.subarray(0, whole.length - lost))).toBe('recordingCut');
    }
    // A tag of the older kind behind the last frame is no frame.
    expect(await checked(Buffer.concat([mp3, Buffer.from('TAG'.padEnd(128, '\0'), 'latin1')]))).toBe('audio/mpeg 4');
  });
});

test('ranges as players ask for them', () => {
  expect(rangeOf('bytes=0-', 100)).toEqual([0, 99]);
  expect(rangeOf('bytes=10-19', 100)).toEqual([10, 19]);
  expect(rangeOf('bytes=90-500', 100)).toEqual([90, 99]);
  expect(rangeOf('bytes=-5', 100)).toEqual([95, 99]);
  expect(rangeOf('bytes=-500', 100)).toEqual([0, 99]);
  expect(rangeOf('bytes=100-', 100)).toBe('outside');
  expect(rangeOf('bytes=-0', 100)).toBe('outside');
  // Left aside: the whole is sent.
  for (const header of [undefined, 'bytes=', 'bytes=-', 'bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=a-b']) {
    expect(rangeOf(header, 100), header).toBeUndefined();
  }
});

/** ID3v2.3 with a title in UTF-16. */
function id3(title: string): Buffer {
  const text = Buffer.concat([Buffer.from([3]), Buffer.from(title, 'utf8')]);
  const frame = Buffer.alloc(10);
  frame.write('TIT2', 0, 'latin1');
  frame.writeUInt32BE(text.length, 4);
  const size = frame.length + text.length;
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 0, 0, size >> 7, size & 127]);
  return Buffer.concat([head, frame, text]);
}
