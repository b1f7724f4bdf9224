const steps = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes for people, of 1,024 each step: `512 B`, `184 KB`, `2.3 MB`; the space does not break. */
export function sizeInWords(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step < 2 ? Math.max(step, Math.round(value)) : value.toFixed(1)}\u00a0${steps[step]}`;
}
