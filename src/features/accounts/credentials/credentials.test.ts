import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { openSecret, sealSecret } from '#platform/sealing.ts';
import { hashPassword, passwordMatches, passwordTrouble } from './password.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery.ts';
import { signed, unsigned } from './tokens.ts';
import { newTotpSecret, qrPath, timeStepOf } from './totp.ts';

describe('passwords', () => {
  test.each([
    ['short', 'elevenchars', 'passwordShort'],
    ['eleven characters outside ASCII', '十一个字的密码还是太短', 'passwordShort'],
    ['the login', 'wang.fang@example.org', 'passwordIsLogin'],
    ['the login with little more', 'wang.fang@example.org1!', 'passwordIsLogin'],
    ['the login backwards', 'gro.elpmaxe@gnaf.gnaw', 'passwordIsLogin'],
    ['a common one', 'Password123456', 'passwordCommon'],
    ['a common one with signs in between', 'pass-word-123456', 'passwordCommon'],
    ['repetition', 'abcabcabcabc', 'passwordCommon'],
    ['a row of digits', '345678901234', 'passwordCommon'],
    ['a row of keys', 'asdfghjklzxcvbnm', 'passwordCommon'],
    ['endless', 'a1'.repeat(101), 'passwordLong'],
  ])('refuses %s', (_what, password, trouble) => {
    expect(passwordTrouble(password, 'wang.fang@example.org')).toBe(trouble);
  });

  test.each(['correct horse battery', '山高水长风清月明人间好时节', 'mmmm river 22 lantern'])(
    'takes %s without asking for kinds of characters',
    (password) => expect(passwordTrouble(password, 'wang.fang@example.org')).toBeUndefined(),
  );

  test('match by what was typed, however it was composed', async () => {
    const stored = await hashPassword('caf\u00e9 au lait blanc');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwordMatches(stored, 'cafe\u0301 au lait blanc')).toBe(true);
    expect(await passwordMatches(stored, 'cafe au lait blanc')).toBe(false);
    expect(await passwordMatches(undefined, 'a password that nobody has')).toBe(false);
  });

  test('a login that does not exist takes about as long', async () => {
    const stored = await hashPassword('correct horse battery');
    await passwordMatches(undefined, 'warm up');
    // The fastest of several: another process on the machine slows some of them, never all.
    const time = async (hash: string | undefined) => {
      const times: number[] = [];
      for (let i = 0; i < 12; i += 1) {
        const start = performance.now();
        await passwordMatches(hash, 'wrong horse battery');
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const ratio = (await time(undefined)) / (await time(stored));
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });
});

describe('codes of the app', () => {
  const secret = newTotpSecret();
  const now = new Date('2026-11-22T08:00:10Z');
  const codeAt = (seconds: number) => generateSync({ secret, epoch: now.getTime() / 1000 + seconds });

  test('are right for one step around now', () => {
    const step = Math.floor(now.getTime() / 30_000);
    expect(timeStepOf(secret, codeAt(0), now)).toBe(step);
    expect(timeStepOf(secret, ` ${codeAt(0).slice(0, 3)} ${codeAt(0).slice(3)}`, now)).toBe(step);
    expect(timeStepOf(secret, codeAt(-30), now)).toBe(step - 1);
    expect(timeStepOf(secret, codeAt(-120), now)).toBeUndefined();
    expect(timeStepOf(secret, codeAt(3600), now)).toBeUndefined();
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', "' or 1=1"])('%j is none', (text) => {
    expect(timeStepOf(secret, text, now)).toBeUndefined();
  });

  test('secrets open only under their key, for their owner, unchanged', () => {
    const key = Buffer.alloc(32, 1);
    const sealed = sealSecret(key, secret, 'account:1');
    expect(sealed.includes(secret)).toBe(false);
    expect(openSecret(key, sealed, 'account:1')).toBe(secret);
    expect(openSecret(key, sealed, 'account:2')).toBeUndefined();
    expect(openSecret(Buffer.alloc(32, 2), sealed, 'account:1')).toBeUndefined();
    const changed = Buffer.from(sealed);
    changed[30]! ^= 1;
    expect(openSecret(key, changed, 'account:1')).toBeUndefined();
    expect(openSecret(key, sealed.subarray(0, 20), 'account:1')).toBeUndefined();
    expect(sealSecret(key, secret, 'account:1').equals(sealed)).toBe(false);
  });

  test('the picture has its quiet border', () => {
    const { size, path } = qrPath('otpauth://totp/Belfry:a?secret=ABC');
    expect(size).toBeGreaterThan(28);
    expect(path).toMatch(/^M4 4h1v1h-1z/);
  });
});

test('recovery codes are ten, differ, and are read with spaces and capitals', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-z]{5}-[2-9a-hjkmnp-z]{5}$/);
  const key = Buffer.alloc(32, 3);
  const code = codes[0] as string;
  expect(hashRecoveryCode(key, 1, ` ${code.toUpperCase().replace('-', ' ')} `)).toEqual(hashRecoveryCode(key, 1, code));
  expect(hashRecoveryCode(key, 2, code)).not.toEqual(hashRecoveryCode(key, 1, code));
});

test('signed values are refused when changed', () => {
  const key = Buffer.alloc(32, 4);
  expect(unsigned(key, signed(key, '12.34'))).toBe('12.34');
  expect(unsigned(key, signed(key, '12.34').replace('12', '13'))).toBeUndefined();
  expect(unsigned(Buffer.alloc(32, 5), signed(key, '12.34'))).toBeUndefined();
  expect(unsigned(key, undefined)).toBeUndefined();
  expect(unsigned(key, 'no signature')).toBeUndefined();
});
