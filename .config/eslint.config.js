import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const message = (what) => `${what} See docs/architecture.md, “Arrows run one way”.`;

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/build/', '**/node_modules/', '**/.warp*/', 'wp-plugin/**/*.js', 'coverage/', '**/*.d.ts', 'admin-ui/vite.config.ts', 'admin-ui/gallery/vite.config.ts'],
  },
  {
    basePath: import.meta.dirname + '/..',
    files: ['**/*.ts', '**/*.tsx'],
    extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'plugins/contracts/tsconfig.json',
          'plugins/sdk/tsconfig.json',
          'plugins/destinations/*/tsconfig.json',
          'plugins/enrichments/*/tsconfig.json',
          'core-api/tsconfig.json',
          'core-api/tracker/tsconfig.json',
          'admin-ui/tsconfig.json',
          'wp-plugin/tsconfig.json',
          '.config/tsconfig.spec.json',
        ],
        tsconfigRootDir: import.meta.dirname + '/..',
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      // Fastify handlers and jest tables return promises where nothing waits for them.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // One place reads the environment.
    files: ['core-api/src/**/*.ts', 'plugins/**/*.ts', 'admin-ui/src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts', '**/*.test.ts', 'plugins/sdk/src/testing/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: message('Only core-api/src/config reads the environment, through loadConfig.') },
      ],
    },
  },
  {
    // A plugin is data and pure functions: no framework, no database, no network.
    files: ['plugins/destinations/**/*.ts', 'plugins/enrichments/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@nestjs/*', 'pg', 'ioredis', '@mikro-orm/*', 'undici', 'node:http', 'node:https', 'node:net', '!node:net'], message: message('A plugin imports the SDK and its own packages only.') },
            { group: ['@warp/plugin-sdk/host'], message: message('Only Warp itself has a use for the host’s half of the SDK.') },
          ],
        },
      ],
      'no-restricted-globals': ['error', { name: 'fetch', message: message('The host sends what a plugin’s `request` returns.') }],
    },
  },
  {
    // What pages and panels show comes through the queries.
    files: ['admin-ui/src/**/*.{ts,tsx}'],
    ignores: ['admin-ui/src/api/**'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: message('Only admin-ui/src/api talks to the core: use a query of admin-ui/src/api/queries.') }],
    },
  },
  {
    // They stand in wp-admin as well, where there is no router: links and navigation come in through props.
    files: ['admin-ui/src/{panels,components,charts}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { name: 'react-router', message: message('A panel knows no router.') }] },
  },
  {
    // Every byte of the tracking script counts: short forms are fine there, and browsers' own methods are wrapped on purpose.
    files: ['core-api/tracker/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['core-api/scripts/**/*.ts', 'core-api/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
