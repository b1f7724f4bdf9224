import { expect, test } from 'vitest';
import { testDatabase } from '../test/support/database.ts';
import { testServices } from '../test/support/services.ts';
import { createApp } from './app.tsx';

const { db } = await testDatabase();
const app = createApp(testServices(db));

test('an address with a slash too much leads to the one without, and to no other host', async () => {
  const to = async (path: string, method = 'GET') => {
    const answer = await app.request(`http://belfry.test${path}`, { method });
    return [answer.status, answer.headers.get('location')];
  };
  expect(await to('/status/')).toEqual([301, '/status']);
  expect(await to('/sign-in//?next=%2Fdesk')).toEqual([301, '/sign-in?next=%2Fdesk']);
  expect(await to('//elsewhere.test/')).toEqual([404, null]);
  expect((await to('/nothing', 'GET'))[0]).toBe(404);
  expect((await to('/sign-in/', 'POST'))[0]).toBe(404);
});
