/** The client library of the npm registry reads and writes, over a socket. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import Open311 from 'open311';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenAt } from '../../../../test/support/api.ts';
import { makeDesk } from '../../../../test/support/voice.ts';
import { open311Root, releaseRoom } from './paths.ts';

const desk = await makeDesk('2026-11-20T03:30:00Z');
const server = createServer(getRequestListener(desk.app.fetch));
let client: Open311;
beforeAll(async () => {
  await desk.begin();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}${open311Root}/`;
  const apiKey = await tokenAt(desk.services, desk.cast(), 'bureau', { roles: [], scopes: ['cases.report'] });
  client = new Open311({ discovery: `${here}discovery.json`, endpoint: here, format: 'json', apiKey });
});
afterAll(() => new Promise((closed) => server.close(closed)));

type Rows = Record<string, unknown>[];

function asked<T>(ask: (done: (error: unknown, data: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    ask((error, data) => (error ? reject(new Error(`${String(error)}: ${String(data)}`)) : resolve(data))),
  );
}

test('it finds the endpoint, reads the services, brings a request and reads it back', async () => {
  const found = await asked<{ endpoints: Rows }>((done) => client.serviceDiscovery(done));
  expect(found.endpoints[0]?.url).toBe(`${desk.services.config.publicUrl}${open311Root}`);
  const services = await asked<Rows>((done) => client.serviceList(done));
  expect(services.map((one) => one.service_code)).toContain('road');
  const definition = await asked<{ attributes: Rows }>((done) => client.serviceDefinition('road', done));
  expect(definition.attributes.map((one) => one.code)).toEqual(['may_publish', 'organisation']);

  const request = {
    ...{ service_code: 'road', lat: 31.4721, long: 103.5898, description: '上学路上的桥栏杆断了 <3 & "口"。' },
    ...{ first_name: 'Zhuoma', phone: '13900004444', attributes: { may_publish: 'yes' } },
  };
  const [brought] = await asked<Rows>((done) => client.submitRequest(request, done));
  const token = String(brought?.token);
  expect(brought?.service_notice).toMatch(/([0-9A-HJKMNP-TV-Z]{4}-){5}/);
  expect(await asked<Rows>((done) => client.token(token, done))).toEqual([{ token }]);
  expect(await asked<Rows>((done) => client.serviceRequests({ service_code: 'road' }, done))).toEqual([]);

  const text = '桥栏杆断了 <3 & "口"。';
  await desk.ask('bureau.case_handler', releaseRoom.path(token.slice(0, 8)), { act: 'release', text, address: '' });
  const [numbered] = await asked<Rows>((done) => client.token(token, done));
  const number = String(numbered?.service_request_id);
  const [one] = await asked<Rows>((done) => client.serviceRequest(number, done));
  expect(one).toMatchObject({ description: text, status: 'open', lat: 31.472, long: 103.59 });
  expect(one?.requested_datetime).toEqual(new Date('2026-11-19T16:00:00Z'));
  const several = await asked<Rows>((done) => client.serviceRequests([number, 'AAAAAAAA'], done));
  expect(several.map((row) => row.service_request_id)).toEqual([number]);
});

test('a request that is sent again, also at the same time, is one case with one code; other words, another person or a later hour are another', async () => {
  const request = {
    ...{ service_code: 'bus_stop', lat: 31.4721, long: 103.5898, description: '站台的灯不亮。' },
    ...{ first_name: 'Zhuoma', device_id: 'phone-1', attributes: { may_publish: 'yes' } },
  };
  const cases = async () => (await desk.db.selectFrom('voice_case').select('number').execute()).length;
  const before = await cases();
  const send = (changed: object = {}) =>
    asked<Rows>((done) => client.submitRequest({ ...request, ...changed }, done)).then(([row]) => row);
  const first = await send();
  expect(await send()).toEqual(first);
  expect(await cases()).toBe(before + 1);
  const other = { description: '站台的灯又不亮。' };
  const atOnce = await Promise.all(Array.from({ length: 20 }, () => send(other)));
  expect(new Set(atOnce.map((row) => JSON.stringify(row))).size).toBe(1);
  expect(atOnce[0]?.token).not.toBe(first?.token);
  expect(await cases()).toBe(before + 2);
  expect((await send({ first_name: 'Tenzin' }))?.token, 'the same words of somebody else').not.toBe(first?.token);
  desk.clock.pass(10 * 60_000);
  expect((await send())?.token, 'ten minutes later it is broken again').not.toBe(first?.token);
  expect(await cases()).toBe(before + 4);
});

test('it is told what is wrong', async () => {
  await expect(asked((done) => client.submitRequest({ service_code: 'road' }, done))).rejects.toThrow(/^400: .*400/);
  await expect(asked((done) => client.serviceDefinition('nothing', done))).rejects.toThrow(/404/);
});
