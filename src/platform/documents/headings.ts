/** Numbers of headings as official documents have them: 一、（一）1.（1）. */
import type { Block } from './model.ts';

const digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 in Chinese numerals. */
export function inNumerals(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return digits[ones] as string;
  return `${tens === 1 ? '' : digits[tens]}十${ones === 0 ? '' : digits[ones]}`;
}

const marks: readonly ((n: number) => string)[] = [
  (n) => `${inNumerals(n)}、`,
  (n) => `（${inNumerals(n)}）`,
  (n) => `${n}.`,
  (n) => `（${n}）`,
];

const numbered =
  /^\s*([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|第[一二三四五六七八九十百\d]+[章节条])/u;

/** Numbers the headings of a text whose writer gave none of them a number; one heading alone needs none. */
export function withHeadingNumbers(blocks: readonly Block[]): Block[] {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const own = headings.some((heading) => numbered.test(heading.spans.map((span) => span.text).join('')));
  if (own || headings.length < 2) return [...blocks];
  const counts: number[] = [];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    counts.length = block.level;
    counts[block.level - 1] = (counts[block.level - 1] ?? 0) + 1;
    const n = counts[block.level - 1] as number;
    const mark = n > 99 ? `${n}.` : (marks[block.level - 1] as (n: number) => string)(n);
    return { ...block, spans: [{ text: mark }, ...block.spans] };
  });
}
