/** A process that holds a row's lock in a transaction and does nothing more: `node holder.ts DATABASE_URL MESSAGE` */
import { openPool } from '../../../src/platform/database/connect.ts';

const [url = '', message = ''] = process.argv.slice(2);
const client = await openPool(url, { max: 1, applicationName: 'belfry holder' }).connect();
await client.query('begin');
await client.query('select id from message where id = $1 for update', [message]);
process.stdout.write('held\n');
// Its end is not its own decision.
setInterval(() => undefined, 60_000);
