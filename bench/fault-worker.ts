/** One sending process for the fault rounds: sends until it is killed. */

import { startDelivery } from '../src/features/delivery/sender/loop.ts';
import { openDatabase } from '../src/platform/database/connect.ts';
import { openLog } from '../src/platform/log.ts';
import { testServices } from '../test/support/delivery.ts';

const [databaseUrl, smtpUrl, level = 'silent'] = process.argv.slice(2) as [string, string, 'silent'];
const log = openLog(level);
const db = openDatabase(databaseUrl, { max: 8, applicationName: 'belfry fault worker', log });
const services = testServices(db, { BELFRY_SMTP_URL: smtpUrl, BELFRY_SMTP_POOL: '4' }, { log });
const loop = startDelivery(services);
process.once('SIGTERM', () => void loop.stop().then(() => db.destroy()));
