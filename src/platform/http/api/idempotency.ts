/** Idempotency-Key: a POST that is sent again, because its answer got lost, is answered again and not done again. */
import { createHash } from 'node:crypto';
import type { Ctx } from '../context.ts';
import { problem } from './problem.ts';
import { keepAnswer, releaseKey, takeKey } from './queries/idempotency.ts';

/** How long answers are kept. */
export const keptFor = 24 * 3_600_000;
/** After this a request that never ended counts as dead. The slowest POST takes some seconds. */
const deadAfter = 5 * 60_000;

/** Runs `work` once for a key; without a key, each time. */
export async function once(c: Ctx, tokenId: number, work: () => Promise<Response>): Promise<Response> {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return work();
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) return problem(c, 'keyWrong');
  const { db, clock } = c.var.services;
  const now = clock.now();
  const address = new URL(c.req.url);
  const requestHash = createHash('sha256')
    .update(`${c.req.method} ${address.pathname}${address.search}\n${c.req.header('content-type') ?? ''}\n`)
    .update(Buffer.from(await c.req.arrayBuffer()))
    .digest();
  const mine = { tokenId, key };
  const kept = await takeKey(db, { ...mine, requestHash }, now, new Date(now.getTime() - deadAfter));
  if (kept) {
    if (!kept.requestHash.equals(requestHash)) return problem(c, 'keyReused');
    if (kept.status === null) return problem(c, 'keyInUse', { headers: { 'retry-after': '2' } });
    return new Response(kept.body, {
      status: kept.status,
      headers: { ...kept.headers, 'idempotency-replayed': 'true' },
    });
  }
  try {
    const answer = await work();
    // What may go well the next time is not kept.
    if (answer.status >= 500 || answer.status === 429 || answer.status === 412) {
      await releaseKey(db, mine);
      return answer;
    }
    const body = await answer.text();
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie'));
    await keepAnswer(db, mine, { status: answer.status, headers, body });
    return new Response(body, { status: answer.status, headers });
  } catch (error) {
    await releaseKey(db, mine);
    throw error;
  }
}
