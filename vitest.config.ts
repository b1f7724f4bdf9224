import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], timeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout: timeout, hookTimeout: 60_000 },
});

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    environment: 'node',
    pool: 'forks',
    // Two cores: one for the tests, one for the database and the browser.
    maxWorkers: 2,
    globalSetup: ['test/support/server.ts'],
    projects: [
      project('rules', ['test/rules/**/*.test.ts'], 30_000),
      project('unit', ['src/**/*.test.{ts,tsx}'], 15_000),
      project('journeys', ['test/journeys/**/*.test.ts'], 120_000),
      project('faults', ['test/faults/**/*.test.ts'], 180_000),
    ],
  },
});
