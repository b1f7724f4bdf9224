import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretsFrom } from '#platform/secrets.ts';
import { testServices } from '../../../test/support/delivery.ts';
import { readLink, readUnsubscribe, signLink, signUnsubscribe, stableId } from './links.ts';
import { backoffSeconds, isQuiet, maxAttempts } from './model.ts';
import { judgeMail } from './sender/judge.ts';
import { DomainLimits, TokenBucket } from './sender/limits.ts';
import { quietUntil } from './sender/quiet.ts';

const secrets = secretsFrom(Buffer.alloc(32, 1));

describe('links', () => {
  it('read back what was signed, and nothing else', () => {
    const id = fc.integer({ min: 0, max: 2 ** 48 });
    fc.assert(
      fc.property(id, id, fc.nat(), (messageId, personId, epoch) => {
        const token = signLink(secrets, { messageId, personId, epoch });
        expect(token).toMatch(/^[\w-]+$/);
        expect(readLink(secrets, token)).toEqual({ messageId, personId, epoch });
        expect(readUnsubscribe(secrets, token)).toBeNull();
        expect(readLink(secretsFrom(Buffer.alloc(32, 2)), token)).toBeNull();
      }),
    );
    expect(signLink(secrets, { messageId: 120, personId: 1_000_000, epoch: 0 }).length).toBeLessThanOrEqual(24);
  });

  it('are void when any character is changed', () => {
    const token = signLink(secrets, { messageId: 7, personId: 12345, epoch: 3 });
    for (let at = 0; at < token.length; at += 1) {
      for (const other of ['A', 'B', '_', '']) {
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        if (changed !== token) expect(readLink(secrets, changed)).toBeNull();
      }
    }
    expect(readUnsubscribe(secrets, signUnsubscribe(secrets, { contactPointId: 5 }))).toEqual({ contactPointId: 5 });
  });

  it('give a Message-ID that is the same each time and tells nothing', () => {
    expect(stableId(secrets, 'message', 1, 2)).toBe(stableId(secrets, 'message', 1, 2));
    expect(stableId(secrets, 'message', 1, 2)).not.toBe(stableId(secrets, 'message', 12, 2));
    expect(stableId(secrets, 'direct', 1, 2)).not.toBe(stableId(secrets, 'message', 1, 2));
  });
});

describe('retries', () => {
  const attempt = (attempts: number) => ({ attempts, now: new Date('2026-11-22T00:00:00Z'), random: 0.5 });
  const refused = (code: number, enhanced: string | null, stage: 'recipient' | 'data' | 'sender' = 'recipient') =>
    ({ kind: 'refused', stage, code, enhanced, text: '' }) as const;

  it('wait longer each time, with a jitter, up to six hours', () => {
    expect(backoffSeconds(1, 0.5)).toBe(30);
    expect(backoffSeconds(4, 0.5)).toBe(240);
    expect(backoffSeconds(50, 1)).toBe(Math.round(6 * 3600 * 1.2));
    expect(backoffSeconds(3, 0)).toBeLessThan(backoffSeconds(3, 1));
  });

  it('end with a reason', () => {
    expect(judgeMail(refused(451, '4.3.0'), attempt(1)).result).toMatchObject({
      state: 0,
      reason: 'deferred:451 4.3.0',
    });
    expect(judgeMail(refused(451, '4.3.0'), attempt(maxAttempts.ordinary)).result).toMatchObject({
      state: 3,
      reason: 'too_many_attempts:451 4.3.0',
    });
    expect(judgeMail(refused(550, '5.7.1', 'data'), attempt(1))).toMatchObject({
      result: { state: 3 },
      badAddress: false,
    });
  });

  it('mark an address only where the reply is about it', () => {
    expect(judgeMail(refused(550, '5.1.1'), attempt(1)).badAddress).toBe(true);
    expect(judgeMail(refused(550, null), attempt(1)).badAddress).toBe(false);
    expect(judgeMail(refused(550, '5.1.8'), attempt(1)).badAddress).toBe(false);
  });

  it('spend no attempt where the server would not have us at all', () => {
    for (const outcome of [
      refused(553, '5.7.1', 'sender'),
      { kind: 'untried', error: 'ECONNREFUSED to a@b.test' } as const,
    ]) {
      const judged = judgeMail(outcome, attempt(3));
      expect(judged.result).toMatchObject({ state: 0, tried: false });
      expect(judged.trouble).toBeTruthy();
      expect(judged.trouble).not.toContain('a@b.test');
    }
  });
});

describe('quiet hours', () => {
  it('may pass midnight', () => {
    const night = { from: '21:30', to: '07:00' };
    expect(['21:29', '21:30', '00:00', '06:59', '07:00', '12:00'].map((time) => isQuiet(time, night))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isQuiet('12:30', { from: '12:00', to: '14:00' })).toBe(true);
    expect(isQuiet('12:30', { from: '00:00', to: '00:00' })).toBe(false);
  });

  it('end by the district’s clock', () => {
    const { config } = testServices(null as never, { BELFRY_QUIET_FROM: '21:30', BELFRY_QUIET_TO: '07:00' });
    expect(quietUntil(config, new Date('2026-11-22T14:00:30Z'))?.toISOString()).toBe('2026-11-22T23:00:00.000Z');
    expect(quietUntil(config, new Date('2026-11-22T04:00:00Z'))).toBeNull();
  });
});

describe('limits', () => {
  it('let through the rate and a burst of one second', () => {
    const bucket = new TokenBucket(10, 0);
    expect(bucket.take(200, 0)).toBe(10);
    expect(bucket.take(200, 500)).toBe(5);
    expect(bucket.wait(3, 500)).toBe(300);
    bucket.giveBack(2);
    expect(bucket.take(5, 500)).toBe(2);
    expect(new TokenBucket(Number.POSITIVE_INFINITY, 0).take(200, 0)).toBe(200);
  });

  it('give each domain a line of turns, and let those who waited go first', () => {
    const limits = new DomainLimits(2);
    const turns = Array.from({ length: 6 }, () => limits.turn('a@qq.test', false, 0));
    expect(turns).toEqual([0, 0, 500, 1000, 1500, 2000]);
    expect(limits.turn('a@other.test', false, 0)).toBe(0);
    // At its turn it goes; one that comes new waits behind the line.
    expect(limits.turn('a@QQ.test', true, 500)).toBe(0);
    expect(limits.turn('a@qq.test', false, 500)).toBe(2000);
    expect(new DomainLimits(0).turn('a@qq.test', false, 0)).toBe(0);
  });
});
