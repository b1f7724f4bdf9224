/** A process that keeps the folder of the public page, and nothing else: `node status-writer.ts DATABASE_URL DATA_FOLDER` */
import { statusLoop } from '../../src/features/incidents/status/refresh.ts';
import { openDatabase } from '../../src/platform/database/connect.ts';
import { testServices } from '../support/services.ts';

const [url = '', dataDir = ''] = process.argv.slice(2);
const db = openDatabase(url, { max: 2, applicationName: 'belfry status writer' });
const base = testServices(db, { env: { BELFRY_SITE_NAME: '青溪县教育局' } });
const loop = statusLoop.start({ ...base, config: { ...base.config, dataDir } });
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
  void (async () => {
    await loop.stop();
    await db.destroy();
    process.exit(0);
  })();
});
setInterval(() => undefined, 60_000);
