/** For tests of sealed names: a desk with a mail server, ombudspersons, keys, and cases that came through the public door. */
import { sql } from 'kysely';
import { seedAccounts } from '../../src/features/accounts/feature.ts';
import { organisationById } from '../../src/features/directory/feature.ts';
import { submitCase } from '../../src/features/voice/ask/actions/submit.ts';
import type { MadeCase } from '../../src/features/voice/handling/factory.ts';
import type { Kind } from '../../src/features/voice/model/kinds.ts';
import { openersOf } from '../../src/features/voice/sealed/actions/openers.ts';
import { type MadeKey, newPair, seatKey } from '../../src/features/voice/sealed/factory.ts';
import type { OpenerWish, Seat } from '../../src/features/voice/sealed/model/box.ts';
import { costs } from '../../src/features/voice/sealed/model/wrap.ts';
import { sealFor } from '../../src/features/voice/sealed/seal.ts';
import type { CastName } from './cast.ts';
import { startSmtpDouble } from './smtp-double.ts';
import { makeDesk } from './voice.ts';

export const kit = '0123-4567-89AB-CDEF-GHJK-MNPQ';
export const person = { name: '甲央卓嘎', mail: 'yangjin@example.org', phone: '' };

export async function makeSealedDesk(at: string) {
  const desk = await makeDesk(at);
  const { db, services } = desk;
  const smtp = await startSmtpDouble();
  const rates = { pool: 1, ratePerSecond: 10, domainRatePerSecond: 10 };
  services.config.smtp = { url: smtp.url, from: 'office@belfry.test', ...rates };
  const account = (name: CastName) => desk.cast().members[name].accountId;

  return {
    ...desk,
    ...{ smtp, account },

    /** No case, no key, no mail. */
    async clear(): Promise<void> {
      await sql`delete from voice_case`.execute(db);
      await sql`delete from voice_act`.execute(db);
      await sql`delete from voice_key`.execute(db);
      smtp.received.length = 0;
      smtp.behaviour = {};
    },

    key(name: CastName, seat: Seat): Promise<MadeKey> {
      const wish = { accountId: account(name), seat, madeOn: '2026-11-01', passphrase: 'x', kit };
      return db.transaction().execute((trx) => seatKey(trx, wish));
    },

    /** Somebody from outside: an ombudsperson of the district who is nobody of the roster. Takes the place of the south's in the cast. */
    async outsider(): Promise<CastName> {
      const member = desk.cast().members['south.ombudsperson'];
      if (member.login === 'outside@example.org') return 'south.ombudsperson';
      const wish = { personId: null, membershipId: null, login: 'outside@example.org', displayName: '王淑兰' };
      const grants = [{ role: 'ombudsperson' as const, organisationId: desk.cast().district.id }];
      const [accountId = 0] = await seedAccounts(db, [{ ...wish, grants }], desk.clock.now());
      Object.assign(member, { accountId, login: wish.login, name: wish.displayName });
      return 'south.ombudsperson';
    },

    /** Somebody of a school whom the district made its ombudsperson. */
    async ofSchool(): Promise<CastName> {
      const { accountId, membershipId } = desk.cast().members['north.auditor'];
      await sql`insert into account_grant (account_id, organisation_id, role, membership_id, given_at, confirmed_at)
        values (${accountId}, ${desk.cast().district.id}, 'ombudsperson', ${membershipId}, now(), now())
        on conflict do nothing`.execute(db);
      return 'north.auditor';
    },

    /** A grievance with a sealed name, unless said otherwise. */
    async bring(
      about: { kind?: Kind; category?: string; organisationId?: number | null; wish?: OpenerWish } = {},
    ): Promise<MadeCase & { receipt: string }> {
      const { kind = 'grievance', category = 'pay', organisationId = null, wish = 'any' } = about;
      const concerned = organisationId === null ? undefined : await organisationById(db, organisationId);
      const boxes = await sealFor(person, await openersOf(services, { kind, concerned, wish }));
      const brought = await submitCase(services, {
        ...{ kind, category, language: 'en', organisationId, text: 'No pay since September.', mayPublish: false },
        ...{ way: 'sealed', via: 'page', boxes },
      });
      if (!brought.ok) throw new Error(JSON.stringify(brought.troubles));
      const { receipt, number } = brought.value;
      const { rows } = await sql<MadeCase>`select id, number from voice_case where number = ${number}`.execute(db);
      return { ...(rows[0] as MadeCase), receipt };
    },

    async keysUnder(one: MadeCase): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select key_id as id from voice_sealed where case_id = ${one.id}::uuid order by 1`.execute(db);
      return rows.map(({ id }) => id);
    },
  };
}

/** What the page of a new key posts. */
export function keyForm(seat: Seat, pair: Omit<MadeKey, 'id'>): Record<string, string> {
  const { publicKey, wrapped } = pair;
  return { seat, public_key: publicKey.toString('base64'), wrapped: JSON.stringify(wrapped) };
}

/** A pair whose wraps cost what the server asks for; nothing is opened with them, so they need not be right. */
export async function dearPair(): Promise<Omit<MadeKey, 'id'>> {
  const pair = await newPair('x', kit);
  const { passphrase, kit: paper } = pair.wrapped;
  return { ...pair, wrapped: { passphrase: { ...passphrase, ...costs.passphrase }, kit: { ...paper, ...costs.kit } } };
}
