/** A fresh proof before dangerous acts: asked on its own page, and then the act goes on with what was typed. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { signInScene } from '../../../test/support/signing-in.ts';
import type { Visitor } from '../../../test/support/visitor.ts';
import { features } from '../../features.ts';
import { words } from './messages.ts';
import { paths } from './paths.ts';

const { accountId, cast, code, database, login, password, signIn, visitor, wait } = await signInScene();
const title = words('en')('proofTitle');

/** The press officer becomes an administrator too, signs in, and lets the time of the proof pass. */
async function administrator(): Promise<Visitor> {
  const { membershipId } = cast.members['bureau.editor'];
  await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at)
    values (${accountId()}, ${cast.district.id}, 'administrator', ${membershipId}, now())
    on conflict do nothing`.execute(database.db);
  const who = await signIn();
  wait(11 * 60);
  return who;
}

async function grantsOf(account: number): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`select role from account_grant
    where account_id = ${account} and ended_at is null order by role`.execute(database.db);
  return rows.map((row) => row.role);
}

const wish = () => ({
  role: 'safety_officer',
  organisation: cast.north.organisation.id,
  membership: cast.members['north.editor'].membershipId,
});

describe('a fresh proof', () => {
  test('is asked for before roles, desk resets, invitations and the roster', () => {
    const asking = features.flatMap((f) => f.routes.filter((r) => r.proof).map((r) => `${r.method} ${r.path}`));
    for (const path of [
      paths.grants(':account'),
      paths.grantConfirm(':account', ':grant'),
      paths.reset(':account'),
      paths.invite(),
      paths.ownPasskeys(),
      '/desk/directory/import/:import/apply',
    ]) {
      expect(asking).toContain(`POST ${path}`);
    }
  });

  test('is asked for by every such act, whoever carries the permission', async () => {
    const who = await administrator();
    const own = new Set(['signed-in', 'accounts.manage', 'accounts.confirm', 'accounts.emergency', 'roster.import']);
    const acts = features.flatMap((f) =>
      f.routes.filter((r) => r.proof && r.method === 'POST' && own.has(r.permission)),
    );
    expect(acts.length).toBeGreaterThan(12);
    for (const { path } of acts) {
      const answer = await who.post(path.replace(/:\w+/g, '1'));
      expect([answer.status, answer.text.includes(title)], path).toEqual([403, true]);
    }
  });

  test('holds ten minutes after signing in', async () => {
    const who = await administrator();
    wait(-2 * 60);
    const { accountId: other } = cast.members['north.editor'];
    const answer = await who.post(paths.grants(other), wish());
    expect([answer.status, answer.location]).toEqual([303, `${paths.account(other)}?done=given`]);
    await sql`update account_grant set ended_at = now() where role = 'safety_officer' and account_id = ${other}`.execute(
      database.db,
    );
  });

  test('keeps what was typed and goes on with it', async () => {
    const who = await administrator();
    const { accountId: other } = cast.members['north.editor'];
    const asked = await who.post(paths.grants(other), wish());
    expect(asked.status).toBe(403);
    expect(asked.text).toContain(title);
    expect(asked.text).toContain(`action="${paths.grants(other)}"`);
    expect(asked.text).toContain('name="role" value="safety_officer"');
    expect(await grantsOf(other)).toEqual(['editor']);

    const wrong = await who.post(paths.grants(other), {
      ...wish(),
      proof: 'password',
      proof_password: 'not the password',
      proof_code: code(),
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(words('en')('passwordWrong'));
    expect(wrong.text).toContain('name="role" value="safety_officer"');
    expect(wrong.text).not.toContain('not the password');
    expect(await grantsOf(other)).toEqual(['editor']);

    const proof = { proof: 'password', proof_password: password, proof_code: code() };
    const right = await who.post(paths.grants(other), { ...wish(), ...proof });
    expect([right.status, right.location]).toEqual([303, `${paths.account(other)}?done=given`]);
    expect(await grantsOf(other)).toEqual(['editor', 'safety_officer']);

    // It counts for the next act as well, and the code itself is used up.
    wait(9 * 60);
    expect((await who.post(paths.disable(other))).status).toBe(303);
    wait(2 * 60);
    expect((await who.post(paths.enable(other), proof)).status).toBe(422);
  });

  test('is the session’s own: another device is asked again', async () => {
    const who = await administrator();
    const other = await signIn(visitor());
    wait(11 * 60);
    const { accountId: whom } = cast.members['south.editor'];
    const proof = { proof: 'password', proof_password: password, proof_code: code() };
    expect((await who.post(paths.proof(), { ...proof, next: '/account' })).location).toBe('/account');
    expect((await other.post(paths.disable(whom))).status).toBe(403);
    expect((await who.post(paths.disable(whom))).status).toBe(303);
    expect((await who.post(paths.enable(whom))).status).toBe(303);
  });

  test('guessing is limited, and no other means than the account’s own count', async () => {
    const who = await administrator();
    const { accountId: whom } = cast.members['south.editor'];
    expect((await who.post(paths.disable(whom), { proof: 'demo' })).status).toBe(422);
    expect((await who.post(paths.disable(whom), { proof: 'nothing' })).status).toBe(422);
    expect((await who.post(paths.disable(whom), { proof: 'passkey', proof_response: '{"id":"x"}' })).status).toBe(422);
    for (let guess = 0; guess < 5; guess += 1) {
      await who.post(paths.disable(whom), { proof: 'password', proof_password: 'wrong', proof_code: '000000' });
    }
    const proof = { proof: 'password', proof_password: password, proof_code: code() };
    const locked = await who.post(paths.disable(whom), proof);
    expect(locked.status).toBe(422);
    expect(locked.text).toContain('Too many attempts');
  });

  test('never leads to another site', async () => {
    const who = await administrator();
    const proof = { proof: 'password', proof_password: password, proof_code: code() };
    expect((await who.post(paths.proof(), { ...proof, next: 'https://evil.test/' })).location).toBe('/desk');
    expect(login()).toContain('editor');
  });
});
