import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Holds for every file: what a reader would stumble over. */
const everywhere = {
  'no-console': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
  eqeqeq: 'error',
  complexity: ['error', 15],
  'max-depth': ['error', 4],
};

const typescript = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  // Methods of an interface are often asynchronous by contract without waiting for anything.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // A Nest module is an empty class under a decorator.
  '@typescript-eslint/no-extraneous-class': 'off',
};

/** What comes out of HTTP answers and of Jest's matchers is untyped by nature; tests may look at it. */
const loosenedInTests = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/unbound-method': 'off',
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'data/', '.runtime/', 'public/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' }, rules: everywhere },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typescript,
  },
  { files: ['src/**/*.ts', 'client/**/*.ts'], rules: { 'max-lines': ['error', 300] } },
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: loosenedInTests },
  // Written for Node.js 10 on: it has to run where the machine's own is too old.
  { files: ['bin/*.cjs'], ignores: ['bin/build.cjs', 'bin/bundle.cjs'], rules: { 'no-var': 'off' } },
);
