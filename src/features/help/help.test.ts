/** The guides in the running service: in both languages, with their pictures, for accounts only. */
import { beforeAll, expect, test } from 'vitest';
import { type Cast, cookieOf, makeCast } from '../../../test/support/cast.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { testServices } from '../../../test/support/services.ts';
import { createApp } from '../../app.tsx';
import { guideIn, guideOf, guides, pictureOf } from './guides.ts';
import { guidePath, helpPath, picturePath } from './paths.ts';

const database = await testDatabase();
const services = testServices(database.db);
const app = createApp(services);
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(database);
});

async function ask(path: string, language = 'en') {
  const cookie = await cookieOf(database, cast.members['north.editor'], services.clock.now());
  return app.request(path, { headers: { cookie, 'accept-language': language } });
}

test('every guide is there in both languages, and its pictures come', async () => {
  for (const name of guides) {
    for (const language of ['en', 'zh-CN'] as const) {
      const answer = await ask(guidePath(name), language);
      expect(answer.status, name).toBe(200);
      const text = await answer.text();
      const guide = guideIn(name, language);
      expect(text).toContain(`<h1>${guide.title.replaceAll("'", '&#39;')}</h1>`);
      expect(text, 'the switch to the other language is the page’s').not.toContain('.md)');
      const pictures = guide.parts.flatMap((part) => ('picture' in part ? [part.picture] : []));
      expect(pictures.length, name).toBeGreaterThan(0);
      for (const picture of pictures) {
        expect(text).toContain(picturePath(picture));
        expect(pictureOf(picture)?.subarray(1, 4).toString(), picture).toBe('PNG');
      }
    }
  }
  const picture = await ask(picturePath('desk-en.png'));
  expect(picture.headers.get('content-type')).toBe('image/png');
});

test('the list and the sections of the desk lead there; nobody without an account does', async () => {
  const list = await (await ask(helpPath, 'zh-CN')).text();
  for (const name of guides) expect(list).toContain(`href="${guidePath(name)}"`);
  expect(await (await ask('/desk')).text()).toContain(`href="${helpPath}"`);
  expect((await app.request(guidePath('officer'))).status).toBe(303);
});

test('what is no guide and no picture is not found, whatever the path says', async () => {
  for (const path of [
    guidePath('scale'),
    `${helpPath}/..%2Fofficer`,
    picturePath('none.png'),
    picturePath('..%2f..%2fx.png'),
  ])
    expect((await ask(path)).status, path).toBe(404);
});

test('wrapped lines are joined, lists and tables and code are not; links lead to pages here', () => {
  const { title, parts } = guideOf(
    [
      '# Title',
      '*[中文](x.zh-CN.md)* · Words',
      '',
      'at `/desk/directory`, one [guide](officer.zh-CN.md)',
      'and [a file](../performance.md).',
      '',
      '- first',
      '  goes on',
      '- second',
      '',
      '中文一行',
      '又一行',
      '',
      '![What](../pictures/guides/desk-en.png)',
      '',
      '```sh',
      'a',
      'b',
      '```',
    ].join('\n'),
  );
  expect(title).toBe('Title');
  const html = parts.map((part) => ('html' in part ? part.html : '[picture]')).join('');
  expect(html).toContain('href="/desk/help/officer"');
  expect(html).toContain('href="/desk/directory"');
  expect(html).toContain('and a file.');
  expect(html).not.toContain('<br');
  expect(html).toContain('<li>first goes on</li>');
  expect(html).toContain('中文一行又一行');
  expect(html).toContain('a\nb');
  expect(html).toContain('[picture]');
});
