import { tell } from '../../src/features/api/webhooks/sending.ts';
import { openDatabase } from '../../src/platform/database/connect.ts';
import { testServices } from '../support/services.ts';

// Run by webhook-kill.test.ts as a process of its own: sends what is due until it is killed.
const db = openDatabase(process.argv[2] as string, { max: 3, applicationName: 'belfry test' });
await tell(testServices(db, { env: { BELFRY_WEBHOOK_PRIVATE: 'true' } }));
await db.destroy();
