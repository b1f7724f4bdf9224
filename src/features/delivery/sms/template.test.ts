import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openGateway, sendText } from './gateway.ts';
import { filledRequest, readSmsTemplate } from './template.ts';

/** A gateway in the manner of the large Chinese ones: an approved template, short variables, a code in a 200. */
const came: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
let answers: (path: string) => [number, object] | 'hang' = () => [200, { Code: 'OK' }];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  came.push({ url: request.url ?? '', headers: request.headers, body });
  const answer = answers(request.url ?? '');
  if (answer === 'hang') return;
  response.writeHead(answer[0]).end(JSON.stringify(answer[1]));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  came.length = 0;
  answers = () => [200, { Code: 'OK' }];
});

const folder = mkdtempSync(join(tmpdir(), 'belfry-sms-'));
const fileOf = (content: unknown): string => {
  const file = join(folder, 'gateway.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};
const aliyun = {
  notice: {
    headers: { Authorization: 'APPCODE {{token}}' },
    json: {
      PhoneNumbers: '{{national}}',
      SignName: '{{sender}}',
      TemplateCode: 'SMS_10001',
      TemplateParam: { title: '{{subject:10}}', code: '{{linkCode}}' },
    },
  },
  code: { form: { mobile: '{{digits}}', code: '{{code}}', minutes: '{{minutes}}' } },
  accepted: { status: [200], path: 'Code', equals: ['OK'] },
  badNumber: { path: 'Code', equals: ['isv.MOBILE_NUMBER_ILLEGAL'] },
  tooFast: { path: 'Code', equals: ['isv.BUSINESS_LIMIT_CONTROL'] },
  settings: { path: 'Code', equals: ['isv.SMS_SIGNATURE_ILLEGAL', 'isv.AMOUNT_NOT_ENOUGH'] },
  receipt: {
    request: { url: '{{url}}/receipt?id={{key}}', method: 'GET' },
    sent: { path: 'data.0.status', equals: [3] },
    failed: { path: 'data.0.status', equals: [2] },
  },
};
/** Impatient only where it hangs: on a busy machine the first answer may take its time. */
const gateway = (content: unknown = aliyun, timeout = 30_000) => ({
  ...openGateway({ url, token: 'secret-token', sender: '清溪教育', templateFile: fileOf(content) }),
  timeout,
});
const message = {
  key: 'k/1',
  to: '+8613800000001',
  subject: '关于冬季作息时间调整的通知',
  body: '【清溪教育】请看',
  link: 'https://belfry.test/m/AbC-123',
};

describe('a gateway with its own way', () => {
  it('gets the request as its file says, with short variables', async () => {
    expect(await sendText(gateway(), message)).toEqual({ kind: 'accepted' });
    expect(came[0]?.headers.authorization).toBe('APPCODE secret-token');
    expect(JSON.parse(came[0]?.body ?? '')).toEqual({
      PhoneNumbers: '13800000001',
      SignName: '清溪教育',
      TemplateCode: 'SMS_10001',
      TemplateParam: { title: '关于冬季作息时间调整', code: 'AbC-123' },
    });
  });

  it('gets codes by another template, as a form', async () => {
    await sendText(gateway(), { ...message, template: 'contact_code', variables: { code: '012345', minutes: '10' } });
    expect(came[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(came[0]?.body).toBe('mobile=8613800000001&code=012345&minutes=10');
  });

  it('is judged by what its answer says, not by its status alone', async () => {
    const outcomes: unknown[] = [];
    for (const code of [
      'isv.MOBILE_NUMBER_ILLEGAL',
      'isv.BUSINESS_LIMIT_CONTROL',
      'isv.AMOUNT_NOT_ENOUGH',
      'isv.OTHER',
    ]) {
      answers = () => [200, { Code: code }];
      outcomes.push(await sendText(gateway(), message));
    }
    expect(outcomes).toEqual([
      { kind: 'refused', temporary: false, badNumber: true, text: '200 isv.MOBILE_NUMBER_ILLEGAL' },
      { kind: 'refused', temporary: true, badNumber: false, text: '200 isv.BUSINESS_LIMIT_CONTROL' },
      { kind: 'untried', error: '200 isv.AMOUNT_NOT_ENOUGH' },
      { kind: 'refused', temporary: false, badNumber: false, text: '200 isv.OTHER' },
    ]);
    answers = () => [403, {}];
    expect(await sendText(gateway(), message)).toEqual({ kind: 'untried', error: '403' });
    answers = () => [503, {}];
    expect(await sendText(gateway(), message)).toEqual({ kind: 'unknown' });
  });

  it('is asked for the receipt after a timeout, and nothing is sent again', async () => {
    for (const [status, outcome] of [
      [3, 'accepted'],
      [2, 'refused'],
      [1, 'unknown'],
    ] as const) {
      came.length = 0;
      answers = (path) => (path.includes('receipt') ? [200, { data: [{ status }] }] : 'hang');
      expect(await sendText(gateway(aliyun, 1000), message)).toMatchObject({ kind: outcome });
      expect(came.map((one) => one.url)).toEqual(['/send', '/send/receipt?id=k%2F1']);
    }
    const { receipt: _, ...without } = aliyun;
    answers = () => 'hang';
    expect(await sendText(gateway(without, 250), message)).toEqual({ kind: 'unknown' });
  });

  it('no text becomes structure of the request', () => {
    const request = readSmsTemplate(
      fileOf({ ...aliyun, notice: { json: { a: '{{body}}', b: '{{subject}}' } } }),
    ).notice;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (body, subject) => {
        const { body: sent = '' } = filledRequest(request, { body, subject, url });
        expect(JSON.parse(sent)).toEqual({ a: body, b: subject });
      }),
    );
    const inAddress = { url: '{{url}}?to={{to}}', method: 'GET' as const, headers: {} };
    expect(filledRequest(inAddress, { to: '1&x=2#', url }).url).toBe(`${url}?to=1%26x%3D2%23`);
  });
});

describe('the file', () => {
  it.each([
    ['no JSON', '{', 'JSON'],
    [
      'a variable that there is not',
      { ...aliyun, notice: { json: { a: '{{name}}' } } },
      '{{name}}: there is no such variable',
    ],
    ['two bodies', { ...aliyun, notice: { json: {}, form: {} } }, 'json or form'],
    ['no word on what is taken', { notice: { json: {} } }, 'accepted'],
    ['a misspelt key', { ...aliyun, acepted: {} }, 'acepted'],
  ])('%s is told in words, without values', (_, content, told) => {
    const open = () => readSmsTemplate(fileOf(content));
    expect(open).toThrow(told);
    expect(open).not.toThrow('SMS_10001');
  });
});
