/** Open311 GeoReport v2: what leaves, and what never does. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeCase } from '../queries/cases.ts';
import { makeGround, type Row, xml } from './ground.fixture.ts';
import { releaseRoom } from './paths.ts';

const ground = await makeGround();
const { desk, db, call, bring, release } = ground;
beforeAll(() => ground.begin());

describe('what leaves', () => {
  test('nothing before a handler has let a text out; then that text, days and the snapped point', async () => {
    const { token, number } = await bring({ address_string: '北街 12 号 3 单元王某家门口' });
    expect((await call(`requests/${number}.json`)).status).toBe(404);
    expect((await call('requests.json')).text).not.toContain(number);
    expect((await call(`tokens/${token}.json`)).rows).toEqual([{ token }]);
    const page = await desk.ask('bureau.case_handler', releaseRoom.path(number), undefined, 'zh-CN');
    expect(page.text).toContain('校车站台的雨棚松了');
    expect(page.text, 'the place is written anew').not.toMatch(/value="[^"]*王某/);
    expect((await release(number)).status).toBe(303);
    expect((await call(`tokens/${token}.json`)).rows).toEqual([{ token, service_request_id: number }]);
    const { rows } = await call(`requests/${number}.json?language=en`);
    expect(rows).toEqual([
      {
        ...{ service_request_id: number, status: 'open', status_notes: 'Received' },
        ...{ service_code: 'bus_stop', service_name: 'School bus and its stops', description: '站台雨棚松动。' },
        ...{ requested_datetime: '2026-11-20T00:00:00+08:00', updated_datetime: '2026-11-20T00:00:00+08:00' },
        ...{ expected_datetime: '2026-11-27T00:00:00+08:00', address: '北街站台', lat: 31.472, long: 103.59 },
        agency_responsible: null,
      },
    ]);
    const { service_requests: one } = xml((await call(`requests/${number}.xml`)).text) as {
      service_requests: { request: Row[] };
    };
    expect(one.request[0]).toMatchObject({ service_request_id: number, lat: '31.472', description: '站台雨棚松动。' });
    expect(await desk.waitingActs()).toContain('voice.release_text');
    const told = await desk.ask('bureau.case_handler', `/desk/cases/${number}`);
    expect(told.text).toContain('Listed since 20 November 2026');
  });

  test('the list: by service, status, days and number', async () => {
    const open = await bring({ service_code: 'food' });
    const over = await bring({ service_code: 'food' });
    await release(open.number);
    await release(over.number);
    const id = async (number: string) =>
      (await sql<{ id: string }>`select id from voice_case where number = ${number}`.execute(db)).rows[0]?.id ?? '';
    const overId = await id(over.number);
    await db.transaction().execute((trx) => changeCase(trx, overId, { state: 'closed', closedOn: '2026-11-25' }));
    const ids = async (query: string) =>
      (await call(`requests.json?${query}`)).rows.map((row) => row.service_request_id);
    expect((await ids('service_code=food')).sort()).toEqual([open.number, over.number].sort());
    expect(await ids('service_code=food,road&status=closed')).toEqual([over.number]);
    expect(await ids('service_code=food&status=open')).toEqual([open.number]);
    expect(await ids(`service_request_id=${open.number}&status=closed`), 'the number overrides all').toEqual([
      open.number,
    ]);
    expect(await ids('service_code=food&end_date=2026-11-19T12:00:00%2B08:00')).toEqual([]);
    expect(await ids('service_code=food&start_date=2026-11-20T23:00:00+08:00')).toHaveLength(2);
    const [closed] = (await call(`requests/${over.number}.json?language=zh-CN`)).rows;
    expect(closed).toMatchObject({
      status: 'closed',
      status_notes: '已办结',
      updated_datetime: '2026-11-25T00:00:00+08:00',
    });
    expect(closed).not.toHaveProperty('expected_datetime');
  });

  test('without the person’s consent nothing of it is ever listed, and the desk has no such room', async () => {
    const { token, number } = await bring({ 'attribute[may_publish]': 'no' });
    expect((await desk.ask('bureau.case_handler', releaseRoom.path(number))).status).toBe(404);
    expect((await release(number)).status).not.toBe(303);
    expect((await call(`requests/${number}.json`)).status).toBe(404);
    expect((await call(`tokens/${token}.json`)).rows).toEqual([{ token }]);
  });

  test('what is withdrawn stays as a tombstone without its text; what is blacked out is looked at anew', async () => {
    const { number, receipt } = await bring();
    await release(number);
    const body = new FormData();
    body.append('code', receipt);
    body.append('sure', 'yes');
    await desk.app.request('/ask/case/withdraw', { method: 'POST', body });
    const [row] = (await call(`requests/${number}.json?language=en`)).rows;
    expect(row).toMatchObject({
      status: 'closed',
      status_notes: 'Withdrawn by the person',
      description: null,
      address: null,
      lat: null,
    });
    expect((await release(number)).status, 'nothing is let out afterwards').not.toBe(303);

    const other = await bring({ description: '王某某说雨棚松了。' });
    await release(other.number);
    const redact = { message: '0', text: '■■■说雨棚松了。', ground: 'private_data' };
    await desk.ask('bureau.case_handler', `/desk/cases/${other.number}/redact`, redact);
    const { rows } = await sql<{
      id: string;
    }>`select case_id as id from voice_proposal where sort = 'redaction'`.execute(db);
    expect(rows).toHaveLength(1);
    await sql`update voice_proposal set writers = array[${desk.cast().members['bureau.approver'].accountId}]::bigint[]`.execute(
      db,
    );
    const confirmed = await desk.ask('bureau.case_handler', `/desk/cases/${other.number}/work`, {
      act: 'confirmRedaction',
      revision: '1',
    });
    expect(confirmed.status).toBe(303);
    expect((await call(`requests/${other.number}.json`)).status).toBe(404);
  });

  test('bad texts stay at the desk, and what is listed can be taken back', async () => {
    const { number } = await bring();
    for (const [fields, words] of [
      [{ text: ' ' }, 'Write something'],
      [{ text: '身份证 110101199003077758' }, 'identity number'],
      [{ text: '长'.repeat(4001) }, 'too long'],
      [{ address: '远'.repeat(201) }, 'may not be longer'],
    ] as const) {
      const answer = await release(number, fields);
      expect([answer.status, answer.text.includes(words)], words).toEqual([422, true]);
    }
    await release(number, { text: '第一次\u202e写的' });
    expect((await call(`requests/${number}.json`)).rows[0]?.description).toBe('第一次写的');
    await release(number, { text: '第二次写的', address: '' });
    const [row] = (await call(`requests/${number}.json`)).rows;
    expect([row?.description, row?.address]).toEqual(['第二次写的', null]);
    expect((await release(number, { act: 'back' })).status).toBe(303);
    expect((await call(`requests/${number}.json`)).status).toBe(404);
    expect(await desk.waitingActs()).toContain('voice.take_text_back');
  });

  test('a token that somebody makes up for a known number opens nothing', async () => {
    const { token, number } = await bring();
    await release(number);
    const forged = token.replace(/.$/, (sign) => (sign === 'A' ? 'Q' : 'A'));
    for (const wrong of [forged, `${number}-${'A'.repeat(22)}`, number, `${number}-`])
      expect((await call(`tokens/${wrong}.json`)).status, wrong).toBe(404);
  });
});
