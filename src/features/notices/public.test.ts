/** Public pages: what is public when, the list, the feed. */
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { noticeScene } from '../../../test/support/notices.ts';
import { withdraw } from './actions/publish.ts';
import { makeDraft, makePublished, value } from './factory.ts';

const { clock, services, app, cast, spec } = await noticeScene();

describe('public pages', () => {
  test('before the minute has passed nothing is public; drafts and others never are', async () => {
    const { id } = await makeDraft(services, spec);
    expect((await app.request(`/notices/${id}`)).status).toBe(404);
    const closed = await makePublished(services, { ...spec, isPublic: false });
    expect((await app.request(`/notices/${closed.id}`)).status).toBe(404);
    clock.pass(-120_000);
    const open = await makePublished(services, spec);
    clock.pass(-30_000);
    expect((await app.request(`/notices/${open.id}`)).status).toBe(404);
    clock.pass(60_000);
    const page = await app.request(`/notices/${open.id}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<strong>推迟</strong>');
  });

  test('rendered once a change: ETag, 304, languages, and a tombstone at once after withdrawal', async () => {
    const { id } = await makePublished(services, spec);
    const first = await app.request(`/notices/${id}`);
    const etag = first.headers.get('etag') as string;
    expect(first.headers.get('last-modified')).toBeTruthy();
    expect(first.headers.getSetCookie()).toEqual([]);
    // What everybody reads comes with its headers ready; they are those of every page, and its own.
    const other = new Map((await app.request('/notices')).headers);
    for (const [name, value] of other) {
      const expected = name === 'cache-control' ? 'public, no-cache' : value;
      expect([name, first.headers.get(name)]).toEqual([name, expected]);
    }
    expect(other.get('content-security-policy')).toContain("default-src 'none'");
    expect(first.headers.get('vary')).toBe('accept-language, cookie');
    const again = await app.request(`/notices/${id}`, { headers: { 'if-none-match': etag } });
    expect(again.headers.get('content-security-policy')).toBe(other.get('content-security-policy'));
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(await (await app.request(`/notices/${id}?lang=en`)).text()).toContain('Twenty minutes later');
    const odd = await (await app.request(`/notices/${id}?x=evil`)).text();
    expect(odd).toContain('evil');
    expect(await (await app.request(`/notices/${id}`)).text()).not.toContain('evil');
    value(await withdraw(services, spec.author, id, '站点有误'));
    clock.pass(1001);
    const gone = await (await app.request(`/notices/${id}`)).text();
    expect(gone).toContain('站点有误');
    expect(gone).not.toContain('推迟');
  });

  test('two Chinese characters are found; so is a number; signs of LIKE are letters', async () => {
    const { id } = await makePublished(services, {
      ...spec,
      number: '清教安〔2026〕9号',
      texts: [{ language: 'zh-CN', title: '校车改道', body: '因修路，东门站取消 100%。' }],
    });
    const found = async (text: string) =>
      (await (await app.request(`/notices?text=${encodeURIComponent(text)}`)).text()).includes(`/notices/${id}"`);
    expect(await found('东门')).toBe(true);
    expect(await found('东门 修路')).toBe(true);
    expect(await found('清教安〔2026〕9号')).toBe(true);
    expect(await found('门东')).toBe(false);
    expect(await found('西门')).toBe(false);
    expect(await found('%%')).toBe(false);
    const office = await (await app.request(`/notices?office=${cast.north.organisation.id}`)).text();
    expect(office).not.toContain(`/notices/${id}"`);
    expect(await (await app.request('/notices?year=2026')).text()).toContain(`/notices/${id}"`);
    expect(await (await app.request('/notices?year=2025')).text()).not.toContain(`/notices/${id}"`);
    expect(await (await app.request('/')).text()).toContain(`/notices/${id}"`);
  });

  test('the feed is Atom, and its content is escaped HTML', async () => {
    const { id } = await makePublished(services, {
      ...spec,
      texts: [{ language: 'zh-CN', title: '<b>&"x"', body: '</content>\u0001 **a**' }],
    });
    const answer = await app.request('/notices.atom');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const { feed } = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => ['entry', 'link'].includes(name),
    }).parse(await answer.text(), true);
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
    for (const part of ['id', 'title', 'updated', 'author']) expect(feed[part], part).toBeTruthy();
    expect(feed.link.find((l: Record<string, string>) => l['@_rel'] === 'self')['@_href']).toBe(
      'http://belfry.test/notices.atom',
    );
    const ids = new Set<string>();
    for (const entry of feed.entry) {
      ids.add(entry.id);
      expect(entry.id).toMatch(/^http:\/\/belfry\.test\/notices\/\d+$/);
      expect(entry.updated).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      expect(entry.author.name).toBeTruthy();
      expect(entry.link.some((l: Record<string, string>) => l['@_rel'] === 'alternate')).toBe(true);
    }
    expect(ids.size).toBe(feed.entry.length);
    const own = feed.entry.find((entry: { id: string }) => entry.id.endsWith(`/${id}`));
    expect(own.title).toBe('<b>&"x"');
    expect(own.content['#text']).toContain('<strong>a</strong>');
  });

  test('addresses that no page makes are no fault: a time past all days, a NUL', async () => {
    expect((await app.request('/notices?before=9999999999999999-1')).status).toBe(200);
    expect((await app.request('/notices?text=%00')).status).toBe(404);
  });
});
