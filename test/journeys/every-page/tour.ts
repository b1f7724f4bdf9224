/** Every page there is: from the features' own routes, with objects of the standard cast in the place of parameters. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { Client } from 'pg';
import { freshNotice } from '../../../src/demo/contents/current.ts';
import { hashPassword } from '../../../src/features/accounts/credentials/password.ts';
import { firstAdministratorLink } from '../../../src/features/accounts/feature.ts';
import { signLink, signWishes } from '../../../src/features/delivery/feature.ts';
import { signUnsubscribe } from '../../../src/features/delivery/links.ts';
import { stage } from '../../../src/features/directory/roster/actions.ts';
import { filesOf, importFile, makeRoster, rosterZip } from '../../../src/features/directory/roster/fixture.ts';
import { rollClassPattern } from '../../../src/features/incidents/roll/paths.ts';
import { addAttachments } from '../../../src/features/notices/actions/attachments.ts';
import {
  byAt,
  makeApproved,
  makeDraft,
  makePublished,
  movableClock,
  value,
} from '../../../src/features/notices/factory.ts';
import { features, permissionTable } from '../../../src/features.ts';
import { openPermissions } from '../../../src/platform/access.ts';
import type { Services } from '../../../src/platform/services.ts';
import { copyToken } from '../../rules/privacy-samples.ts';
import { makeSamples } from '../../rules/wall-samples.ts';
import type { Cast, CastName } from '../../support/cast.ts';
import type { TestDatabase } from '../../support/database.ts';

export interface Stop {
  /** The route's pattern, or what else it is. */
  name: string;
  address: string;
  as: CastName | null;
  status: number;
}

/** GET routes that answer with something else than a page. */
export const notPages: Record<string, string> = {
  '/sign-in/sso': 'leads to the identity provider',
  '/sign-in/sso/back': 'signs in and goes on',
  '/sign-in/demo/:token': 'signs in and goes on; demonstrations only',
  '/desk/operations/live': 'a piece of a page',
  '/desk/incidents/:incident{[0-9]+}/sends/:alert/live': 'a piece of a page',
  '/desk/incidents/:incident{[0-9]+}/roll/:roll{[0-9]+}/live': 'a piece of a page',
  '/desk/notices/:notice/progress': 'a piece of a page',
  '/desk/notices/:notice/audience/count': 'a piece of a page',
  '/desk/directory/import/:import/progress': 'a piece of a page',
  '/desk/directory/sheet/pupils.xlsx': 'a file',
  '/desk/directory/sheet/staff.xlsx': 'a file',
  '/desk/help/pictures/:picture{[a-z-]+.png}': 'a file',
  '/desk/privacy/records/:record{[0-9]+}/record.pdf': 'a file',
  '/desk/privacy/records/:record{[0-9]+}/record.docx': 'a file',
  '/desk/privacy/records/:record{[0-9]+}/letters/:to{authority|persons}/:language{zh-CN|en}/letter.pdf': 'a file',
  '/desk/privacy/records/:record{[0-9]+}/letters/:to{authority|persons}/:language{zh-CN|en}/letter.docx': 'a file',
  '/desk/cases/:case{[0-9A-HJKMNP-TV-Z]+}/files/:file{[0-9a-f-]+}': 'a file',
  '/notices.atom': 'a feed',
  '/follow/app.webmanifest': 'for the home screen of a telephone',
  '/my-notices/push/:token/app.webmanifest': 'for the home screen of a telephone',
  '/answers.atom': 'a feed',
  '/answers/statistics/:release{20[0-9]+(?:-Q[1-4])?}/:file{figures[.](?:csv|json)}': 'a file',
  '/ask/ask.js': 'a script',
  '/ask/work.js': 'a script',
  '/ask/seal.js': 'a script',
  '/ask/sodium.js': 'a script',
  '/ask/libsodium.js': 'a script',
  '/desk/sealed/script/:file{[a-z-]+.js}': 'a script',
  '/desk/sealed/keys/:key{[0-9a-f-]+}/pieces': 'boxes for a script',
  '/ask/leave': 'leads away from the site',
  '/ask/map.svg': 'a picture',
  '/desk/map.svg': 'a picture',
  '/desk/incidents/map.svg': 'a picture',
  '/ask/open311/v2/:file': 'for machines',
  '/ask/open311/v2/services/:file': 'for machines',
  '/ask/open311/v2/requests/:file': 'for machines',
  '/ask/open311/v2/tokens/:file': 'for machines',
  '/status/:file': 'a file',
  '/status/live/:file': 'events',
  '/desk/incidents/:incident{[0-9]+}/evidence/:evidence{[0-9]+}': 'a file',
  '/duties/:token/shifts.ics': 'a file',
  '/desk/notices/numbers/export.csv': 'a file',
  '/rules.csv': 'a file',
  '/desk/training/record.csv': 'a file',
  '/notices/:notice/document.pdf': 'a file',
  '/notices/:notice/document.docx': 'a file',
  '/m/:token/document.pdf': 'a file',
  '/m/:token/document.docx': 'a file',
  '/desk/notices/:notice/document.pdf': 'a file',
  '/desk/notices/:notice/document.docx': 'a file',
  '/api/v1/openapi.json': 'the description of the API',
  '/metrics': 'figures for a monitor',
  '/notices/:notice/files/:attachment': 'a file',
  '/notices/:notice/recordings/:recording': 'a file',
  '/m/:token/files/:attachment': 'a file',
  '/m/:token/recordings/:recording': 'a file',
  '/desk/notices/:notice/files/:attachment': 'a file',
  '/desk/notices/:notice/recordings/:recording': 'a file',
  '/desk/class-notices/:notice/:class/files/:attachment': 'a file',
  '/desk/class-notices/:notice/:class/recordings/:recording': 'a file',
  '/desk/notices/:notice/export.xlsx': 'a file',
  '/desk/notices/:notice/export.csv': 'a file',
  '/desk/class-notices/:notice/:class/export.xlsx': 'a file',
  '/desk/class-notices/:notice/:class/export.csv': 'a file',
  '/m/:token/digest': 'goes on to the page of wishes',
  '/m/:token/slip': 'goes on to the page of the link',
  '/m/:token/slip/open': 'goes on to the page of the link',
  '/desk/notices/:notice/replies/export.xlsx': 'a file',
  '/desk/notices/:notice/replies/export.csv': 'a file',
  '/desk/notices/:notice/replies/names/export.xlsx': 'a file',
  '/desk/notices/:notice/replies/names/export.csv': 'a file',
  '/desk/notices/:notice/replies/names/files/:file': 'a file',
  '/desk/class-notices/:notice/:class/replies/export.xlsx': 'a file',
  '/desk/class-notices/:notice/:class/replies/export.csv': 'a file',
  '/desk/class-notices/:notice/:class/replies/files/:file': 'a file',
};

/** Pages that show names: a school's own office sees them, the bureau does not. */
const ofTheSchool = [
  '/desk/notices/:notice/forward',
  '/desk/notices/:notice/audience/unreachable',
  '/desk/notices/:notice/paper',
  '/desk/notices/:notice/replies/names',
];

/** Who signs in with a password on the way to the page of the code. */
export const signsIn = { member: 'bureau.auditor' as const, password: 'seven bridges over one river' };

/** Makes the objects, and lists every page with an address and who opens it. */
export async function planTour(database: TestDatabase, services: Services, cast: Cast): Promise<Stop[]> {
  const samples = await makeSamples(database, services, cast);
  const own = await ownSamples(database, services, cast);
  const table = permissionTable();
  const stops: Stop[] = [];
  for (const route of features.flatMap((feature) => feature.routes)) {
    if (route.method !== 'GET' || notPages[route.path]) continue;
    const address = route.path.replace(/:([A-Za-z]+)(\{[^}]*\})?/g, (_, name: string) => {
      const found = own[route.path]?.[name] ?? samples[route.path]?.[name] ?? samples['*']?.[name];
      if (found === undefined) throw new Error(`No sample for :${name} of ${route.path}.`);
      return String(found);
    });
    stops.push({ name: route.path, address, as: visitorOf(route, table, cast), status: 200 });
  }
  return [...stops, ...variants(samples, own)];
}

/** The first at the bureau whose role carries the permission; a class's page is its teacher's. */
function visitorOf(
  { path, permission }: { path: string; permission: string },
  table: ReturnType<typeof permissionTable>,
  cast: Cast,
): CastName | null {
  if (permission === 'signed-in') return 'bureau.editor';
  if (ofTheSchool.includes(path)) return 'north.editor';
  if (permission === 'incidents.phone') return 'north.incident_officer';
  if (path === rollClassPattern) return 'north.teacher';
  if ((openPermissions as readonly string[]).includes(permission)) return null;
  const order = Object.keys(cast.members) as CastName[];
  const found = order.find((name) => table[permission]?.includes(cast.members[name].role));
  if (!found) throw new Error(`Nobody of the cast may open ${path}.`);
  return found;
}

type Own = Record<string, Record<string, string | number>>;

/** Where the walls need only an address, a page wants an object in the right state. */
async function ownSamples({ db, ownerUrl }: TestDatabase, services: Services, cast: Cast): Promise<Own> {
  const now = services.clock.now();
  const clock = movableClock(new Date(now.getTime() - 3_600_000).toISOString());
  const { texts } = freshNotice;
  const spec = {
    office: cast.district.id,
    author: byAt(cast.members['bureau.editor']),
    approver: byAt(cast.members['bureau.approver']),
    audience: [{ organisationId: cast.district.id, role: 'guardians' as const }],
    number: '青教办〔2026〕47号',
    texts: (['zh-CN', 'en', 'bo'] as const).flatMap((language) => {
      const text = texts[language];
      const body = text?.body.replace(/\{\+\d+\}/g, language === 'en' ? '2 December' : '12月2日');
      return text && body ? [{ language, title: text.title, body }] : [];
    }),
    deadlineOn: '2099-06-30',
  };
  const long = { ...spec, kind: 'schedule' as const };
  const published = await makePublished({ ...services, clock }, long);
  const approved = await makeApproved(services, long);
  const { id: draft, revision } = await makeDraft(services, long);
  const files = [{ name: '冬季校车时刻表（二〇二六年十二月起）.txt', content: Buffer.from('第一班 7:20') }];
  value(await addAttachments(services, spec.author, draft, revision, files));
  const scheduled = published.id;

  const roster = makeRoster({ schools: 2, classes: 2, pupils: 8 });
  const who = { accountId: cast.members['bureau.administrator'].accountId, name: '达瓦措姆' };
  const staged = value(await stage(services, who, importFile(Buffer.from(rosterZip(filesOf(roster))))));

  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const hash = await hashPassword(signsIn.password);
  await owner.query(
    'update account set password_hash = $1, totp_secret = $2, totp_confirmed_at = now() where id = $3',
    [hash, Buffer.alloc(60, 1), cast.members[signsIn.member].accountId],
  );
  await owner.end();

  const { rows: points } = await sql<{ id: number }>`
    select id from contact_point where person_id = ${cast.separated.mother} order by id`.execute(db);
  const { rows: others } = await sql<{ id: number }>`
    select id from contact_point where person_id = ${cast.separated.father} order by id`.execute(db);
  const bounced = points[0]?.id as number;
  const out = others[0]?.id as number;
  await sql`update contact_point set bounced_at = ${now}, bounce_reason = '550 5.1.1' where id = ${bounced}`.execute(
    db,
  );
  await sql`update contact_point set opted_out_at = ${now} where id = ${out}`.execute(db);
  const left = cast.south.classes[1]?.pupils[0] as number;
  await sql`update person set state = 'left' where id = ${left}`.execute(db);
  const person = cast.north.classes[1]?.guardians[0] as number;
  const token = signLink(services.secrets, { messageId: published.messageId, personId: person, epoch: 0 });
  const unsubscribe = signUnsubscribe(services.secrets, { contactPointId: bounced });
  const first = await firstLinkPath(services, ownerUrl);
  const ownToken = await ownLinkToken(db, person, now);
  const wishesToken = signWishes(services.secrets, { personId: person, epoch: 0, until: 4_000_000_000 });
  return {
    '/sign-in/link/:token': { token: first },
    '/m/:token': { token },
    '/m/:token/details': { token },
    '/my-notices/:token': { token: ownToken },
    '/my-notices/:token/data': { token: ownToken },
    '/my-data/:token': { token: copyToken },
    '/my-notices/consents/:token': { token: wishesToken },
    '/my-notices/wishes/:token': { token: wishesToken },
    '/my-notices/push/:token': { token: wishesToken },
    '/u/:token': { token: unsubscribe },
    '/notices/:notice': { notice: published.id },
    '/desk/notices/:notice': { notice: scheduled },
    '/desk/notices/:notice/forward': { notice: published.id },
    '/desk/class-notices/pass-on/:notice': { notice: published.id },
    '/desk/notices/:notice/publish': { notice: approved },
    '/desk/notices/:notice/reopen': { notice: approved },
    '/desk/notices/:notice/attachments': { notice: draft },
    '/desk/notices/:notice/recordings': { notice: draft },
    '/desk/directory/contact-points/:point/clear-bounce': { point: bounced },
    '/desk/directory/contact-points/:point/opt-in': { point: out },
    '/desk/directory/people/:person/restore': { person: left },
    '/desk/directory/import/:import': { import: staged.id },
    '/desk/directory/import/:import/changes': { import: staged.id },
    '/desk/directory/import/:import/apply': { import: staged.id },
    '/desk/directory/import/:import/discard': { import: staged.id },
    own: { draft, approved, published: published.id },
  };
}

/** A link to one's own notices, as its mail would bear it. */
async function ownLinkToken(db: TestDatabase['db'], person: number, now: Date): Promise<string> {
  const token = 'a-link-to-the-notices-of-one-person';
  const hash = createHash('sha256').update(token).digest();
  await sql`insert into own_link (token_hash, person_id, epoch, expires_at)
    values (${hash}, ${person}, 0, ${new Date(now.getTime() + 3_600_000)})`.execute(db);
  return token;
}

/** The page of a one-time link. The district has administrators, so the link is an invitation written by the owner. */
async function firstLinkPath(services: Services, ownerUrl: string): Promise<string> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  // While nobody administers the district, the console gives a link.
  await owner.query(`update account_grant set ended_at = now() where role = 'administrator'`);
  const link = await firstAdministratorLink(services);
  await owner.query(`update account_grant set ended_at = null where role = 'administrator'`);
  await owner.end();
  if (!link) throw new Error('no link for a first administrator');
  return new URL(link).pathname.split('/').at(-1) as string;
}

/** Pages that are no routes of their own: other states, and what is said when something is missing. */
function variants(samples: Own, own: Own): Stop[] {
  const stop = (name: string, address: string, as: CastName | null, status = 200): Stop => ({
    name,
    address,
    as,
    status,
  });
  const { draft, approved } = own.own as { draft: number; approved: number };
  const school = samples['*']?.organisation;
  return [
    stop('people found who may ask for a copy', '/desk/privacy/requests/new?q=a', 'bureau.administrator'),
    stop('requests that were answered', '/desk/privacy/requests?show=answered', 'bureau.administrator'),
    stop('the register of processing', '/desk/privacy/records/processing', 'bureau.auditor'),
    stop('a hazard to write down', '/ask/new?kind=hazard', null),
    stop('a draft', `/desk/notices/${draft}`, 'bureau.editor'),
    stop('an approved notice', `/desk/notices/${approved}`, 'bureau.editor'),
    stop('a preview of a text message', `/desk/notices/${draft}/preview?channel=sms&language=bo`, 'bureau.editor'),
    stop('the author at the review', samplesPath(samples), 'bureau.approver'),
    stop('classes to choose from', `/desk/notices/${draft}/audience?within=${school}`, 'bureau.editor'),
    stop('no search result', '/desk/directory?q=zzzz', 'bureau.administrator'),
    stop('staff to invite', `/desk/accounts/invite?organisation=${school}`, 'bureau.administrator'),
    stop('no notice found', '/notices?q=zzzz', null),
    stop('a page that is not there', '/nowhere', null, 404),
    stop('a slip to answer', `/m/${samples.slip?.open}`, null),
    stop('a slip that was answered', `/m/${samples.slip?.answered}`, null),
    stop('a link that opens nothing', '/m/nothing', null, 404),
    stop('a one-time link that is used up', '/sign-in/link/used', null, 410),
    stop('a page for others', '/desk/accounts', 'bureau.editor', 403),
  ];
}

function samplesPath(samples: Own): string {
  return `/desk/notices/${samples['/desk/notices/:notice/review']?.notice}/review`;
}
