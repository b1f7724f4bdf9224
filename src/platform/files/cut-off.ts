/**
 * Whether a recording was cut off on its way, as its bytes tell: a container that says how long it is and is shorter (WAV by
 * its first chunk, Ogg by its last page), or a stream of frames whose last one is not whole (MP3, AAC in ADTS). MP4 and WebM are
 * known by what their reader finds (audio-worker.ts).
 */
export function cutOff(bytes: Buffer): boolean {
  const says = (text: string) => bytes.toString('latin1', 0, text.length) === text;
  if (says('RIFF')) return waveCut(bytes);
  if (says('OggS')) return oggCut(bytes);
  return framesCut(bytes, says('ID3') ? afterTag(bytes) : 0);
}

function waveCut(bytes: Buffer): boolean {
  if (bytes.length < 8) return false;
  const size = bytes.readUInt32LE(4);
  // What is written as a stream says nothing.
  return size !== 0 && size !== 0xffffffff && size + 8 > bytes.length + 1;
}

function oggCut(bytes: Buffer): boolean {
  let at = 0;
  while (bytes.toString('latin1', at, at + 4) === 'OggS') {
    const segments = bytes[at + 26];
    if (segments === undefined || at + 27 + segments > bytes.length) return true;
    at += 27 + segments + bytes.subarray(at + 27, at + 27 + segments).reduce((sum, size) => sum + size, 0);
    if (at > bytes.length) return true;
  }
  return false;
}

/** Behind an ID3v2 tag (its length is written in seven bits a byte) and the zeros that may follow it. */
function afterTag(bytes: Buffer): number {
  if (bytes.length < 10) return bytes.length;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((bytes[at] as number) & 127), 0);
  const footer = ((bytes[5] as number) & 0x10) !== 0 ? 10 : 0;
  let at = 10 + size + footer;
  while (bytes[at] === 0) at += 1;
  return at;
}

/** Walks from frame to frame; what follows the last one (a tag of an older kind, padding) is none and ends the walk. */
function framesCut(bytes: Buffer, start: number): boolean {
  let at = start;
  for (;;) {
    const size = frameSize(bytes, at);
    if (size === undefined) return false;
    if (at + size > bytes.length) return true;
    at += size;
  }
}

const kilobits = {
  first: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  second: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const rates = [44_100, 48_000, 32_000];

/** Bytes of the frame that begins there, by its head (ISO 11172-3, 13818-3, 13818-7); undefined where none begins. */
function frameSize(bytes: Buffer, at: number): number | undefined {
  const [one, two, three, four, five, six] = bytes.subarray(at, at + 6);
  if (one !== 0xff || two === undefined || three === undefined || (two & 0xe0) !== 0xe0) return undefined;
  const layer = (two >> 1) & 3;
  if (layer === 0) {
    if ((two & 0xf0) !== 0xf0 || four === undefined || five === undefined || six === undefined) return undefined;
    const size = ((four & 3) << 11) | (five << 3) | (six >> 5);
    return size >= 7 ? size : undefined;
  }
  const version = (two >> 3) & 3;
  // Layer III alone is called MP3.
  if (layer !== 1 || version === 1) return undefined;
  const isFirst = version === 3;
  const bitrate = (isFirst ? kilobits.first : kilobits.second)[three >> 4];
  const rate = rates[(three >> 2) & 3];
  if (!bitrate || !rate) return undefined;
  const sampleRate = rate / (isFirst ? 1 : version === 2 ? 2 : 4);
  return Math.floor(((isFirst ? 144 : 72) * bitrate * 1000) / sampleRate) + ((three >> 1) & 1);
}
