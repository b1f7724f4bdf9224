import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [light, dark] = tokens.split('@media').map((block) => {
  const pairs = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map(([, name, value]) => [name, value]);
  return Object.fromEntries(pairs) as Record<string, string>;
});
const schemes = { light: { ...light }, dark: { ...light, ...dark } };

const inks = ['ink', 'soft', 'link', 'ok', 'wait', 'late', 'info', 'accent'];
const words = inks.flatMap((ink) => [
  [ink, 'paper'],
  [ink, 'wash'],
]);
const filled = [
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-deep'],
  ['late-ink', 'late'],
  ['focus-ink', 'focus'],
];
// What shows where a control or a part of a bar ends, WCAG 1.4.11.
const edges = [
  ['edge', 'paper'],
  ['edge', 'wash'],
  ['ok', 'paper'],
  ['info', 'paper'],
  ['wait', 'paper'],
  ['late', 'paper'],
];

for (const [scheme, colours] of Object.entries(schemes)) {
  test(`words have a contrast of 4.5:1 in ${scheme}`, () => {
    expect(failing([...words, ...filled], colours, 4.5)).toEqual([]);
  });
  test(`edges have a contrast of 3:1 in ${scheme}`, () => {
    expect(failing(edges, colours, 3)).toEqual([]);
  });
}

function failing(pairs: string[][], colours: Record<string, string>, least: number): string[] {
  return pairs
    .map(([ink = '', ground = '']) => ({ ink, ground, ratio: contrast(value(colours, ink), value(colours, ground)) }))
    .filter(({ ratio }) => ratio < least)
    .map(({ ink, ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`);
}

function value(colours: Record<string, string>, name: string): string {
  const colour = colours[name];
  if (!colour) throw new Error(`tokens.css has no colour ${name}`);
  return colour;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
