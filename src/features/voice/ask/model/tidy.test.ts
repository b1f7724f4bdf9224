import { expect, test } from 'vitest';
import { pointTyped } from '#features/map/feature.ts';
import { snapped } from '../place.ts';
import { oneLine, tidied } from './tidy.ts';

test('what can’t be seen goes, and is counted; lines stay', () => {
  expect(tidied('第一行\r\n第二行\u2028第三行')).toEqual({ text: '第一行\n第二行\n第三行', taken: 0 });
  expect(tidied('校长\u202e好\u202c\u0000\u200b很\u2066')).toEqual({ text: '校长好很', taken: 5 });
  expect(tidied('\u{e0041}a\ufeff').text).toBe('a');
  expect(oneLine(' 河边 \n 站点\u200d ')).toBe('河边 站点');
});

test('a place is a grid of some hundred metres', () => {
  expect(pointTyped(' 31.472345，103.589876 ')).toEqual({ latitude: 31.472345, longitude: 103.589876 });
  expect(snapped({ latitude: 31.472345, longitude: 103.589876 })).toEqual({ latitude: 31.472, longitude: 103.59 });
  for (const typed of ['', '31', '91, 10', '10, 181', '1e1, 2', 'NaN, NaN', '31.1, 103.2, 5'])
    expect(pointTyped(typed), typed).toBeUndefined();
});
