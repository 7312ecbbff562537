import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', '**/node_modules/**'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    coverage: {
      provider: 'v8',
      include: ['server/core/**', 'server/related/**'],
      thresholds: { branches: 95 },
    },
  },
});
