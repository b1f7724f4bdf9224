/**
 * It forgets (product rule 9): every table is kept by a written rule or holds nothing about anybody, and every table
 * that refers to people is in a person's copy and in the erasure, or says why not. Walks the schema as it is.
 */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { keepings } from '../../src/features/privacy/feature.ts';
import { features } from '../../src/features.ts';
import { languages } from '../../src/platform/i18n.ts';
import { testDatabase } from '../support/database.ts';

const { db } = await testDatabase();

let tables: string[];
/** Tables that refer to people: by a key to one of the tables of people, or by a column named as one. */
let ofPeople: string[];

/** What a column is called that holds a person's or an account's number, or a number of something of theirs. */
const personColumn =
  /^(person|guardian|pupil|account|author|approver|stand_in|contact_point|guardianship|membership|kept|gone|principal)_id$|_by$/;
/** Named alike, and about nobody. */
const innocent = ['setting', 'notice_version'];

beforeAll(async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(db);
  tables = rows.map((row) => row.name);
  const keys = await sql<{ name: string }>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = any (array['person', 'account', 'contact_point', 'guardianship', 'membership',
      'notice_slip_answer']::regclass[])`.execute(db);
  const columns = await sql<{ name: string; column: string }>`
    select c.relname as name, a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped`.execute(db);
  const named = columns.rows.filter((row) => personColumn.test(row.column)).map((row) => row.name);
  ofPeople = [...new Set([...keys.rows.map((row) => row.name), ...named, 'person'])]
    .filter((name) => !innocent.includes(name))
    .sort();
});

const named = (pick: (keeping: (typeof keepings)[number]) => readonly string[]) => keepings.flatMap(pick);
const inRules = () => named((keeping) => keeping.rules.flatMap((rule) => rule.tables));
const aboutNobody = () => named((keeping) => Object.keys(keeping.aboutNobody));

describe('it forgets', () => {
  test('the walk sees the schema', () => {
    expect(tables.length).toBeGreaterThan(80);
    expect(ofPeople.length).toBeGreaterThan(30);
    for (const name of ['contact_point', 'delivery', 'session', 'notice_slip_file']) expect(ofPeople).toContain(name);
  });

  test('every feature that keeps something says so', () => {
    const missing = features.filter((feature) => !feature.keeping || !keepings.includes(feature.keeping));
    expect(
      missing.map((feature) => feature.name),
      'write keeping.ts and name it in privacy/keepings.ts',
    ).toEqual([]);
  });

  test('every table is in a rule of retention, or holds nothing about anybody', () => {
    const said = new Set([...inRules(), ...aboutNobody()]);
    expect(tables.filter((name) => !said.has(name))).toEqual([]);
    expect(
      [...said].filter((name) => !tables.includes(name)),
      'no longer there',
    ).toEqual([]);
  });

  test('what is about nobody is in no rule, and is about nobody', () => {
    expect(aboutNobody().filter((name) => inRules().includes(name))).toEqual([]);
    const copied = named((keeping) => keeping.parts.flatMap((part) => part.tables));
    expect(aboutNobody().filter((name) => copied.includes(name))).toEqual([]);
  });

  test('every table that refers to people is in the copy of one person’s data, or says why not', () => {
    const copied = named((keeping) => keeping.parts.flatMap((part) => part.tables));
    const not = named((keeping) => Object.keys(keeping.notCopied));
    const said = new Set([...copied, ...not]);
    expect(ofPeople.filter((name) => !said.has(name))).toEqual([]);
    expect(
      [...said].filter((name) => !tables.includes(name)),
      'no longer there',
    ).toEqual([]);
    expect(
      not.filter((name) => copied.includes(name)),
      'in the copy after all',
    ).toEqual([]);
  });

  test('a rule is worded in both languages, its kind is unique, and something carries it out', () => {
    const rules = named((keeping) => keeping.rules.map((rule) => rule.kind));
    expect(new Set(rules).size).toBe(rules.length);
    for (const rule of keepings.flatMap((keeping) => keeping.rules)) {
      expect(rule.kind).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(Boolean(rule.forget) !== Boolean(rule.by), `${rule.kind}: forget or by`).toBe(true);
      for (const words of [
        rule.what,
        rule.purpose,
        rule.period,
        rule.after,
        rule.source,
        ...(rule.by ? [rule.by] : []),
      ]) {
        for (const language of languages) expect(words[language]?.trim(), rule.kind).toBeTruthy();
        expect(words['zh-CN'], rule.kind).toMatch(/[一-鿿]/);
      }
    }
  });

  test('each reason says something', () => {
    const reasons = keepings.flatMap(({ aboutNobody: a, notCopied, notErased }) => [
      ...Object.entries(a),
      ...Object.entries(notCopied),
      ...Object.entries(notErased),
    ]);
    expect(reasons.length).toBeGreaterThan(30);
    for (const [name, reason] of reasons) expect(reason.length, name).toBeGreaterThan(6);
  });
});
