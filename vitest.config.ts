import { configDefaults, defineConfig } from 'vitest/config';
import { filesWithoutServer } from './test/support/reach.ts';

// On another PostgreSQL once more: what asks none has been answered.
const answered = process.env.BELFRY_TEST_PG ? filesWithoutServer() : [];

/** `shared`: files run one after another in the same process, which reads packages and modules once (each-file.ts). */
const project = (name: string, include: string[], timeout: number, shared: boolean) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeout,
    hookTimeout: 60_000,
    isolate: !shared,
    exclude: [...configDefaults.exclude, ...answered],
  },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    environment: 'node',
    pool: 'forks',
    // Two cores: one for the tests, one for the database and the browser.
    maxWorkers: 2,
    globalSetup: ['test/support/server.ts'],
    setupFiles: ['test/support/each-file.ts'],
    projects: [
      project('rules', ['test/rules/**/*.test.ts'], 30_000, true),
      project('unit', ['src/**/*.test.{ts,tsx}'], 15_000, true),
      project('journeys', ['test/journeys/**/*.test.ts'], 120_000, false),
      project('faults', ['test/faults/**/*.test.ts'], 180_000, false),
    ],
  },
});
