/**
 * What machines ask for: every GET of the API and of the roster service, over the whole district, with first and deep pages.
 * Files of notices are files, not asked for here.
 */
import { grantAccess, makeClient } from '../../src/features/api/oneroster/actions.ts';
import { endpoints } from '../../src/features/api/oneroster/endpoints.ts';
import { rosterRoot } from '../../src/features/api/oneroster/paths.ts';
import { makeToken } from '../../src/features/api/tokens/actions.ts';
import { value } from '../../src/features/notices/factory.ts';
import { features } from '../../src/features.ts';
import { localDate } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database/connect.ts';
import { addDays } from '../../src/platform/days.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Filled } from './fill.ts';
import { ask } from './load.ts';
import { type Samples, samplesOf } from './samples.ts';

/** One GET of one interface; the addresses are asked in turn. */
export interface MachineRequest {
  interface: 'api' | 'oneroster';
  pattern: string;
  addresses: string[];
  headers: Record<string, string>;
}

/** All of them, with a new token and a new client of the whole district. */
export async function machineRequests(
  owner: Database,
  services: Services,
  filled: Filled,
  root: string,
): Promise<MachineRequest[]> {
  const samples = await samplesOf(owner, filled);
  const by = {
    accountId: filled.accountIds.administrator,
    reach: { paths: [String(filled.districtId)], brand: 'reach' as const },
  };
  const expiresOn = addDays(localDate(services.clock.now(), services.config.timeZone), 30);
  const { token } = value(
    await makeToken(services, by, {
      ...{ name: 'bench', organisationId: filled.districtId, roles: ['editor'], networks: [], expiresOn },
      scopes: ['directory.read', 'directory.addresses', 'notices.read'],
    }),
  );
  const client = value(
    await makeClient(services, by, { name: 'bench', organisationId: filled.districtId, extent: 'full' }),
  );
  const access = value(await grantAccess(services, { ...client, scope: undefined }));
  const api = { interface: 'api', headers: { authorization: `Bearer ${token}` } } as const;
  const oneroster = { interface: 'oneroster', headers: { authorization: `Bearer ${access.token}` } } as const;
  return [
    ...ofApi(filled, samples).map((asked) => ({ ...api, ...asked })),
    ...(await ofRoster(root, oneroster.headers)).map((asked) => ({ ...oneroster, ...asked })),
  ];
}

type Asked = Pick<MachineRequest, 'pattern' | 'addresses'>;

function ofApi(filled: Filled, samples: Samples): Asked[] {
  const objects: Record<string, readonly number[]> = {
    organisation: [filled.districtId, ...samples.schools, ...samples.classes],
    person: [...samples.pupils, ...samples.guardians],
    notice: [filled.notices.published, filled.notices.sending, ...filled.notices.ofSchools.slice(0, 5)],
  };
  const inSchools = samples.schools.map((id) => `?organisation=${id}`);
  const lists: Record<string, readonly string[]> = {
    '/api/v1/organisations': ['', '?kind=school', '?kind=class', ...samples.schools.map((id) => `?parent=${id}`)],
    '/api/v1/people': ['', ...inSchools],
    '/api/v1/memberships': ['', ...inSchools, ...samples.pupils.map((id) => `?person=${id}`)],
    '/api/v1/guardianships': ['', ...inSchools, ...samples.pupils.map((id) => `?person=${id}`)],
    '/api/v1/contact-points': ['', ...inSchools, ...samples.guardians.map((id) => `?person=${id}`)],
    '/api/v1/notices': ['', '?state=published', ...inSchools],
  };
  const files = /\{(attachment|recording)\}/;
  return features
    .flatMap((feature) => feature.api ?? [])
    .filter(({ method, path }) => method === 'get' && !files.test(path))
    .map(({ path }) => {
      const name = /\{(\w+)\}/.exec(path)?.[1];
      const ids = name === undefined ? undefined : objects[name];
      const addresses = ids
        ? ids.map((id) => path.replace(`{${name}}`, String(id)))
        : (lists[path] ?? ['']).map((q) => path + q);
      return { pattern: path, addresses };
    });
}

/** Objects are those that the collections themselves give, from somewhere in them. */
async function ofRoster(root: string, headers: Record<string, string>): Promise<Asked[]> {
  const ids = async (collection: string) => {
    const url = `${root}${rosterRoot}/${collection}?limit=8&offset=12&fields=sourcedId`;
    const { status, body } = await ask(url, headers);
    if (status !== 200) throw new Error(`bench api: ${url} answers ${status}`);
    return (Object.values(JSON.parse(body.toString()))[0] as { sourcedId: string }[]).map((one) => one.sourcedId);
  };
  const asked: Asked[] = [];
  for (const { path } of endpoints) {
    const pattern = rosterRoot + path;
    const [, collection, name] = /^\/(\w+)\/\{(\w+)\}/.exec(path) ?? [];
    // Two names in one address: as the one with the last of them alone.
    if (path.indexOf('{') !== path.lastIndexOf('{')) continue;
    const addresses = collection
      ? (await ids(collection)).map((id) => pattern.replace(`{${name}}`, encodeURIComponent(id)))
      : ['?limit=100', '?limit=100&offset=5000', '?limit=20&sort=sourcedId'].map((page) => pattern + page);
    if (addresses.length > 0) asked.push({ pattern, addresses });
  }
  return asked;
}
