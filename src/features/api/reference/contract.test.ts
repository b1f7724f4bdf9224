/**
 * The description against others' tools and against the running service: linted, fuzzed over the wire, and turned into a
 * TypeScript client that is compiled and used.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serve } from '@hono/node-server';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import fc from 'fast-check';
import { generateSource } from 'oazapfts';
import fuzzer from 'openapi-fuzzer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byAt, makeDraft, makePublished, movableClock } from '../../../../src/features/notices/factory.ts';
import { root } from '../../../../test/rules/sources.ts';
import { tokenAt } from '../../../../test/support/api.ts';
import { type Cast, makeCast } from '../../../../test/support/cast.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { checker, type Described } from '../../../../test/support/described.ts';
import { testServices } from '../../../../test/support/services.ts';
import { createApp } from '../../../app.tsx';

const database = await testDatabase();
const clock = movableClock('2026-11-20T01:00:00Z');
const services = { ...testServices(database.db, { clock, env: { BELFRY_API_RATE: '100000' } }), clock };
const app = createApp(services);
let cast: Cast;
let url: string;
let token: string;
let description: Described;
let samples: Record<string, string>;
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  cast = await makeCast(database);
  token = await tokenAt(services, cast, 'north');
  const spec = {
    office: cast.north.organisation.id,
    author: byAt(cast.members['north.editor']),
    approver: byAt(cast.members['north.approver']),
    audience: [{ organisationId: cast.north.organisation.id, role: 'guardians' as const }],
    deadlineOn: '2027-01-15',
  };
  await makePublished(services, spec);
  const draft = await makeDraft(services, spec);
  samples = {
    organisation: String(cast.north.organisation.id),
    person: String(cast.separated.pupil),
    notice: String(draft.id),
    attachment: '1',
    recording: '1',
  };
  url = await new Promise<string>((resolve) => {
    server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
      resolve(`http://127.0.0.1:${address.port}`),
    );
  });
  services.config.publicUrl = url;
  description = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as Described;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

interface Sent {
  method: string;
  path: string;
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
}

const words = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'));

async function send({ method, path, params = {}, query = {}, body, headers = {} }: Sent) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name in params ? words(params[name]) : (samples[name] ?? '')),
  );
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, words(value)]));
  const binary = description.paths[path]?.[method]?.requestBody?.content['application/octet-stream'];
  const type = binary ? 'application/octet-stream' : 'application/json';
  const answer = await fetch(`${url}${filled}${search.size ? `?${search}` : ''}`, {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { answer, text: await answer.text() };
}

/** The description in the older form that the fuzzer reads: types beside parameters, bodies among them. */
function asSwagger(): object {
  const definitions: Record<string, unknown> = JSON.parse(
    JSON.stringify(description.components.schemas).replaceAll('#/components/schemas/', '#/definitions/'),
  );
  const flat = (schema: Record<string, unknown>) => ({
    ...schema,
    type: Array.isArray(schema.type) ? (schema.type as string[]).find((one) => one !== 'null') : schema.type,
  });
  const paths = Object.fromEntries(
    Object.entries(description.paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => {
          const own = (operation.parameters ?? []).map(({ schema, ...parameter }) => ({
            ...flat(schema),
            ...parameter,
          }));
          const body = operation.requestBody?.content['application/json']?.schema;
          const name = `${operation.operationId}Body`;
          if (body)
            definitions[name] = body.$ref
              ? { $ref: String(body.$ref).replace('components/schemas', 'definitions') }
              : body;
          const given = body ? [{ name: 'body', in: 'body', schema: { $ref: `#/definitions/${name}` } }] : [];
          return [method, { ...operation, parameters: [...own, ...given] }];
        }),
      ),
    ]),
  );
  return { basePath: '', paths, definitions };
}

describe('the description', { timeout: 120_000 }, () => {
  test('has nothing that a linter minds', async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      // The licence and tests on a loopback address are as they are.
      rules: { 'no-server-example.com': 'off', 'operation-4xx-response': 'error', 'operation-operationId': 'error' },
    });
    const source = JSON.stringify(description, null, 2);
    const problems = await lintFromString({ source, absoluteRef: '/openapi.json', config });
    expect(problems.map((one) => `${one.ruleId}: ${one.message} at ${one.location[0]?.pointer}`)).toEqual([]);
    const broken = source.replace('"operationId": "listPeople"', '"operationId": "getPerson"');
    expect((await lintFromString({ source: broken, absoluteRef: '/openapi.json', config })).length).toBeGreaterThan(0);
  });

  test('the running service is as described, whatever a fuzzer sends', async () => {
    const check = checker(description);
    const asked = fuzzer.swagger(asSwagger()).filter((one) => one.request.path.startsWith('/api/v1/'));
    expect(asked.length).toBeGreaterThan(200);
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    for (const { request, expect: wanted } of asked) {
      const { method, path, pathParams, queryParams, body } = request;
      const known = path in description.paths;
      const headers = { 'if-match': '*' };
      const { answer, text } = await send({
        method,
        path,
        params: known ? pathParams : {},
        query: queryParams,
        body,
        headers,
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const found = check(method, path, answer, text);
      if (found) wrong.push(`${method} ${path} ${JSON.stringify(request)}: ${found}`);
      if (answer.status >= 500) wrong.push(`${method} ${path}: ${answer.status}`);
      if (wanted.status.includes(405) && ![405, 404].includes(answer.status)) wrong.push(`${method} ${path}: no 405`);
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    for (const status of [400, 404, 405, 422]) expect([...statuses.keys()], `saw ${status}`).toContain(status);
  });

  test('nor with any JSON, any text in the address and any header', async () => {
    const check = checker(description);
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method })),
    );
    const anything = fc.oneof(fc.jsonValue(), fc.string(), fc.integer(), fc.constant(null));
    const name = fc.constantFrom('organisationId', 'kind', 'texts', 'audience', 'number', 'deadlineOn', 'title', 'x');
    const sent = fc.record({
      operation: fc.constantFrom(...operations),
      body: fc.oneof(
        fc.dictionary(name, anything),
        anything,
        fc.string().map((text) => `{${text}`),
      ),
      query: fc.dictionary(
        fc.constantFrom('limit', 'cursor', 'kind', 'state', 'organisation', 'school', 'name'),
        anything,
      ),
      params: fc.constantFrom({}, { notice: '0' }, { person: '999999999999999999999' }, { organisation: 'ä' }),
      language: fc.constantFrom('zh-CN', 'en', 'fr', ''),
    });
    await fc.assert(
      fc.asyncProperty(sent, async ({ operation, body, query, params, language }) => {
        const { method, path } = operation;
        const given = method === 'get' || method === 'delete' ? undefined : body === undefined ? null : body;
        const headers = { 'if-match': '*', 'accept-language': language };
        const { answer, text } = await send({ method, path, params, query, body: given, headers });
        expect(check(method, path, answer, text)).toBeUndefined();
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 400, seed: 20_261_120 },
    );
  });

  test('the guide’s commands work as they stand there', async () => {
    const guide = readFileSync(join(root, 'docs/guides/api.md'), 'utf8');
    const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map((found) => found[1] as string);
    expect(commands.length).toBeGreaterThan(5);
    const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, URL: url, TOKEN: token, OFFICE: samples.organisation };
    const outputs: string[] = [];
    for (const command of commands) {
      const { stdout } = await promisify(execFile)('sh', ['-euc', command], { env });
      expect(stdout, command).not.toContain('problem-');
      outputs.push(stdout);
      const made = /"state":"draft"/.test(stdout) && /"id":(\d+)/.exec(stdout)?.[1];
      if (made) env.NOTICE = made;
    }
    expect(outputs[1]?.toLowerCase()).toContain('rel="next"');
    expect(outputs.join('')).toContain('"isPublic":false');
    expect(outputs.join('')).toContain('"state":"in_review"');
  });

  test('a client that is made of it compiles, and works', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'belfry-client-'));
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const file = join(folder, 'openapi.json');
      writeFileSync(file, JSON.stringify(description));
      writeFileSync(join(folder, 'client.ts'), await generateSource(file, { useEnumType: false }));
      writeFileSync(join(folder, 'use.ts'), useOfClient);
      const options = [
        '--noEmit',
        '--strict',
        '--skipLibCheck',
        '--target',
        'es2022',
        '--module',
        'nodenext',
        '--allowImportingTsExtensions',
      ];
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      execFileSync(process.execPath, [compiler, ...options, '--types', 'node', 'use.ts'], {
        cwd: folder,
        encoding: 'utf8',
      });
      const env = { PATH: process.env.PATH, TOKEN: token, URL: url, OFFICE: samples.organisation as string };
      const run = await promisify(execFile)(process.execPath, [join(folder, 'use.ts')], { env });
      const seen = JSON.parse(run.stdout) as Record<string, unknown>;
      expect(seen).toMatchObject({ created: 201, title: '由客户端起草', changed: 200, state: 'in_review', stale: 412 });
      expect(seen.people).toBeGreaterThan(20);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** What somebody would write with the client. */
const useOfClient = `
import { changeNotice, createNotice, defaults, getNotice, listPeople, submitNotice } from './client.ts';
defaults.baseUrl = process.env.URL as string;
defaults.headers = { authorization: \`Bearer \${process.env.TOKEN}\` };
const people = await listPeople({ limit: 200 });
if (people.status !== 200) throw new Error(String(people.status));
const office = Number(process.env.OFFICE);
const made = await createNotice({
  organisationId: office,
  kind: 'safety',
  texts: [{ language: 'zh-CN', title: '由客户端起草', body: '正文。' }],
  audience: { include: [{ organisationId: office, role: 'guardians' }] },
}, { idempotencyKey: 'client-1' });
if (made.status !== 201) throw new Error(JSON.stringify(made));
const tag = async () => {
  const read = await getNotice(made.data.id);
  return { read, etag: read.headers.get('etag') as string };
};
const first = await tag();
const changed = await changeNotice(first.etag, made.data.id, { isPublic: false });
const stale = await changeNotice(first.etag, made.data.id, { isPublic: true });
const second = await tag();
const submitted = await submitNotice(second.etag, made.data.id);
console.log(JSON.stringify({
  people: people.data.items.length,
  created: made.status,
  title: made.data.texts[0]?.title,
  changed: changed.status,
  stale: stale.status,
  state: submitted.status === 200 ? submitted.data.state : submitted.status,
}));
`;
