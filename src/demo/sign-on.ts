/** Single sign-on in the demo: who is known at the identity provider, and which of its groups give a role. */
import { contactsOf } from '#features/accounts/feature.ts';
import { seedSignOn } from '#features/accounts/seed.ts';
import { reachOf } from '#platform/access.ts';
import type { Services } from '#platform/services.ts';
import { expected, type Filled } from './fill.ts';
import type { DemoRecord } from './folder.ts';
import { type ProviderPerson, subjectOf } from './identity-provider.ts';

/** By what the posts are called in English, which the demo's record keeps. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'Safety officer': ['应急值守组'],
  'Second administrator': ['新闻宣传组'],
};

/** Those of the list who can be signed in by their address. */
export async function providerPeople(
  { db }: Services,
  posts: DemoRecord['posts'],
): Promise<(ProviderPerson & { accountId: number })[]> {
  const contacts = await contactsOf(
    db,
    posts.map(({ accountId }) => accountId),
  );
  return contacts.flatMap(({ accountId, name, email }) => {
    const post = posts.find((one) => one.accountId === accountId);
    if (!email || !post) return [];
    return [{ accountId, name, email, post: `${post['zh-CN']} ${post.en}`, groups: groups[post.en] ?? [] }];
  });
}

/** Two groups give a role, and whoever is in them has come through the provider before. */
export async function mapGroups(services: Services, { places, staff }: Filled, issuer: string): Promise<void> {
  const { bureau } = places;
  const administrator = staff.shown.find(({ key }) => key === 'administrator');
  if (!administrator) throw new Error('The demo has no administrator.');
  const { accountId, name } = administrator;
  const grants = [{ role: 'administrator', organisationId: bureau.id, path: bureau.path }] as const;
  const caller = { kind: 'account', accountId, sessionId: 0, personId: null, name, grants } as const;
  const reach = reachOf(caller, 'demo.write', { 'demo.write': ['administrator'] });
  const roles = [
    { claimValue: '应急值守组', organisationId: bureau.id, role: 'incident_officer' },
    { claimValue: '新闻宣传组', organisationId: bureau.id, role: 'editor' },
  ] as const;
  const people = await providerPeople(services, staff.shown);
  const known = people
    .filter((person) => person.groups.length > 0)
    .map((person) => ({ ...person, issuer, subject: subjectOf(person.email) }));
  expected(await seedSignOn(services, { caller, reach }, roles, known));
}
