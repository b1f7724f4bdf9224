/** For tests of Open311: a desk, a key, requests brought and let out, answers in both formats. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { tokenAt } from '../../../../test/support/api.ts';
import { makeDesk } from '../../../../test/support/voice.ts';
import { open311Root, releaseRoom } from './paths.ts';

export type Fields = Record<string, string>;
export type Row = Record<string, unknown>;

const lists = ['service', 'request', 'error', 'endpoint', 'format', 'attribute', 'value'];
const parser = new XMLParser({ isArray: (name) => lists.includes(name), parseTagValue: false });

/** Of a document that is well-formed, without its head. */
export function xml(text: string): Row {
  if (!text.startsWith('<?xml version="1.0" encoding="utf-8"?>')) throw new Error(`no head: ${text.slice(0, 80)}`);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(valid.err.msg);
  const { '?xml': _, ...document } = parser.parse(text) as Row;
  return document;
}

export async function makeGround() {
  const desk = await makeDesk('2026-11-20T03:30:00Z');
  const { db, services } = desk;
  let key = '';
  let brought = 0;

  async function call(path: string, fields?: Fields, headers: Fields = {}) {
    const type = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const init = fields ? { method: 'POST', headers: { ...type, ...headers } } : { headers };
    const body = fields && new URLSearchParams(fields).toString();
    const answer = await desk.app.request(`${open311Root}/${path}`, { ...init, ...(body !== undefined && { body }) });
    const text = await answer.text();
    const rows = text.startsWith('[') ? (JSON.parse(text) as Row[]) : [];
    return { status: answer.status, headers: answer.headers, text, rows };
  }

  const hazard = (): Fields => ({
    ...{ api_key: key, service_code: 'bus_stop', lat: '31.472345', long: '103.589876' },
    ...{ description: '校车站台的雨棚松了，风大时会掉下来。', 'attribute[may_publish]': 'yes' },
  });

  return {
    ...{ desk, db, services, call, hazard },
    key: () => key,
    async begin() {
      await desk.begin();
      key = await tokenAt(services, desk.cast(), 'bureau', { roles: [], scopes: ['cases.report'] });
    },
    async bring(fields: Fields = {}) {
      brought += 1;
      // Each by somebody else: what is sent again is the same case (repeats.ts).
      const device = { device_id: `phone ${brought}` };
      const { status, rows, text } = await call('requests.json?language=zh-CN', { ...hazard(), ...device, ...fields });
      if (status !== 200) throw new Error(text);
      const { token, service_notice: notice } = rows[0] as { token: string; service_notice: string };
      const receipt = /(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}/.exec(notice)?.[0] ?? '';
      return { token, number: token.slice(0, 8), receipt };
    },
    release: (number: string, fields: Fields = {}) =>
      desk.ask('bureau.case_handler', releaseRoom.path(number), {
        ...{ act: 'release', text: '站台雨棚松动。', address: '北街站台' },
        ...fields,
      }),
    async cases(): Promise<number> {
      const found = await db.selectFrom('voice_case').select('number').execute();
      return found.length;
    },
  };
}
