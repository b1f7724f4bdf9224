/**
 * Feels whether an external database still answers. Where packets vanish without a word (a switch, a firewall that
 * forgot), a question that is under way would hang until the kernel gives up, a quarter of an hour: Node can't shorten
 * that. A question that is merely long must not be cut off, so it is not timed; instead a small one is asked beside it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Log } from '../log.ts';
import { breakConnections, oneClient, overNetwork } from './connect.ts';

const askEvery = 5_000;
const answerWithin = 5_000;
/** So many silences in a row, some half a minute, and every connection is taken for broken. */
const mostSilences = 3;

/** Starts asking; does nothing where the database is on this machine's own socket, whose end is always noticed. */
export function startPulse(url: string, log: Log): { stop(): void } {
  const stopped = new AbortController();
  if (overNetwork(url)) void feel(url, log, stopped.signal);
  return { stop: () => stopped.abort() };
}

async function feel(url: string, log: Log, stopped: AbortSignal): Promise<void> {
  let client: Client | undefined;
  let silences = 0;
  while (!stopped.aborted) {
    try {
      client ??= await connected(url);
      await client.query('select 1');
      if (silences >= mostSilences) log.info('the database answers again');
      silences = 0;
    } catch (error) {
      client?.connection.stream.destroy();
      client = undefined;
      // A server that says no (too many connections, it is starting) is there.
      silences = isAnswer(error) ? 0 : silences + 1;
      if (silences % mostSilences === 0 && silences > 0 && !stopped.aborted) {
        const broken = breakConnections(url);
        log.warn({ connections: broken }, 'the database does not answer: its connections are taken for broken');
      }
    }
    await sleep(askEvery, undefined, { signal: stopped, ref: false }).catch(() => undefined);
  }
  await client?.end().catch(() => undefined);
}

async function connected(url: string): Promise<Client> {
  const client = oneClient(url, 'belfry pulse', answerWithin);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function isAnswer(error: unknown): boolean {
  return /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '') && 'severity' in (error as object);
}
