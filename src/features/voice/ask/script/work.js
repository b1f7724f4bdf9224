// In a worker of its own: the number whose SHA-256 of `challenge:number` begins with so many zero bits. Written out here,
// since the browser's own SHA-256 is there on https alone and waits for each hash.
const k = new Uint32Array(64);
{
  const root = (n, power) => {
    const found = n ** power;
    return ((found - Math.floor(found)) * 2 ** 32) | 0;
  };
  let at = 0;
  for (let n = 2; at < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (prime) k[at++] = root(n, 1 / 3);
  }
}
const begin = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const w = new Uint32Array(64);

function block(state, bytes, from, out) {
  for (let i = 0; i < 16; i += 1) {
    const at = from + i * 4;
    w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => {
    out[i] = (state[i] + value) | 0;
  });
}

self.onmessage = ({ data: { challenge, bits } }) => {
  const head = [...`${challenge}:`].map((sign) => sign.charCodeAt(0));
  // The first 64 bytes are the same for all numbers.
  const middle = new Int32Array(8);
  block(begin, head, 0, middle);
  const rest = head.slice(64);
  const bytes = new Uint8Array(64);
  const out = new Int32Array(8);
  for (let n = 0; ; n += 1) {
    const digits = String(n);
    bytes.fill(0);
    bytes.set(rest);
    let length = rest.length;
    for (let i = 0; i < digits.length; i += 1) bytes[length++] = digits.charCodeAt(i);
    bytes[length] = 0x80;
    const total = (64 + length) * 8;
    bytes[62] = total >>> 8;
    bytes[63] = total & 255;
    block(middle, bytes, 0, out);
    if (Math.clz32(out[0]) >= bits) return self.postMessage(digits);
  }
};
