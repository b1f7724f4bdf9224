import { writeSync } from 'node:fs';
import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { silentLog } from '../../src/platform/log.ts';

// Run by embedded-kill.ts as a process of its own: commits one row after another until it is killed.
const server = await startEmbedded({ dataDir: process.argv[2] as string, log: silentLog() });
const client = new Client({ connectionString: server.ownerUrl });
client.on('error', () => process.exit(0));
await client.connect();
await client.query('create table if not exists kill_trial (n int primary key)');
const { rows } = await client.query<{ next: number }>('select coalesce(max(n), 0) + 1 as next from kill_trial');
try {
  for (let n = rows[0]?.next ?? 1; ; n += 1) {
    await client.query('insert into kill_trial values ($1)', [n]);
    // Not process.stdout: what it still holds back when the process is killed would be acknowledged to nobody.
    writeSync(1, `${n}\n`);
  }
} catch {
  // A killed backend does not end the server; leaving without stop() is a further way to die.
  process.exit(0);
}
