import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/database/embedded.ts';
import { silentLog } from '../../src/platform/log.ts';

// Run as a process of its own, under another account: starts the server, says who runs it, waits for the end of stdin.
const server = await startEmbedded({ dataDir: process.argv[2] as string, log: silentLog(), fsync: false });
const client = new Client({ connectionString: server.appUrl });
await client.connect();
const { rows } = await client.query('select current_user as role, current_database() as database');
await client.end();
console.log(JSON.stringify({ uid: process.getuid?.(), pid: server.pid, adopted: server.adopted, ...rows[0] }));
if (process.argv[3] === 'wait') for await (const _ of process.stdin);
await server.stop();
