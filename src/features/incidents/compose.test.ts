/** The text message of a warning: what fits, and what is said to be cut. */
import { expect, test } from 'vitest';
import { isBasic, smsSegments } from '../../platform/sms-segments.ts';
import { composeAlert } from './compose.ts';

test('a text message in English keeps to the basic alphabet; what has no room is said', () => {
  const written = {
    headline: 'Don’t come – the road is “cut”…',
    description: '',
    instruction: `Pupils stay at school. ${'Wait for the next message. '.repeat(15)}`,
  };
  const texts = { 'zh-CN': { ...written, headline: '道路中断', instruction: '学生留校。'.repeat(40) }, en: written };
  const at = new Date('2026-11-20T01:00:00Z');
  const [zh, en] = composeAlert(
    { id: 7, kind: 'flood', exercise: false, declaredAt: at, organisation: '青溪县教育局', place: '' },
    { kind: 'alert', level: 2, texts, sentAt: at, expiresAt: at, areas: [{ name: '甲小学' }] },
    { publicUrl: 'https://belfry.test', timeZone: 'Asia/Shanghai' },
  );
  expect(en?.short).toContain('Don\'t come - the road is "cut"...');
  expect(isBasic(en?.short ?? '')).toBe(true);
  expect(smsSegments(en?.short ?? '').segments).toBe(3);
  expect(en?.cut).toMatch(/Wait for the next message\.$/);
  expect(zh?.cut).toMatch(/^[学生留校。]+$/);
  expect(isBasic(zh?.short ?? '')).toBe(false);
  const whole = (one: typeof en, more: string) => one?.short.split(`${more} http`)[0] + (one?.cut ?? '');
  expect(whole(zh, '…')).toContain('学生留校。'.repeat(40));
  expect(whole(en, '...')).toContain('Wait for the next message. '.repeat(15).trim());
});
