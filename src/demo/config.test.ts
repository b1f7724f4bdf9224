import { describe, expect, it } from 'vitest';
import { demoConfig } from './config.ts';

const config = (data: string | undefined, env: NodeJS.ProcessEnv) =>
  demoConfig({ data, file: undefined, port: undefined, env });

describe('settings of the demo', () => {
  it('keeps everything that it writes in its own folder, beside the district of the machine', () => {
    const demo = config(undefined, { BELFRY_DATA: '/srv/district' });
    expect([demo.dataDir, demo.backup.dir, demo.tombstones]).toEqual([
      '/srv/district-demo',
      '/srv/district-demo/backups',
      '/srv/district-demo/tombstones.jsonl',
    ]);
  });

  it('takes neither the places, the keys nor the database of the settings', () => {
    const demo = config('/srv/look', {
      BELFRY_BACKUP_DIR: '/mnt/backups',
      BELFRY_BACKUP_KEY: '/etc/belfry/backup-key',
      BELFRY_TOMBSTONES: '/mnt/tombstones.jsonl',
      BELFRY_HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://app@db/belfry',
      MIGRATE_DATABASE_URL: 'postgres://owner@db/belfry',
      BELFRY_SECRET: 'a secret of at least thirty-two characters',
    });
    expect(demo).toMatchObject({ dataDir: '/srv/look', host: '127.0.0.1' });
    expect([demo.databaseUrl, demo.migrateDatabaseUrl, demo.secret, demo.backup.keyFile]).toEqual(
      Array(4).fill(undefined),
    );
    expect(JSON.stringify(demo)).not.toMatch(/mnt|etc|db|secret of/);
  });
});
