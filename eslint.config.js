// The linter: typescript-eslint's recommended rules, a few that need types, and the rules of the house: imports go
// down only, and engine and study are pure, so that a study gives the same bits on every host.

import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { importsRule } from './scripts/eslint/imports.mjs';

const pure = 'engine and study run in every host and know no place and no time.';

// What browsers, Node or the clock give, and no ES engine by itself.
const places = [
  'window document navigator location localStorage self globalThis Worker postMessage fetch',
  'process Buffer require __dirname __filename global console',
  'performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame crypto'
]
  .join(' ')
  .split(' ');

const random = {
  object: 'Math',
  property: 'random',
  message: 'Draw from a stream of src/engine/random: it is keyed by the seed of the study.'
};

const own = new Set(['exp', 'expm1', 'log', 'log1p', 'tanh']);
const unlike = [
  'exp expm1 log log1p log2 log10 pow cbrt hypot sinh cosh tanh asinh acosh atanh',
  'sin cos tan asin acos atan atan2'
]
  .join(' ')
  .split(' ')
  .map(property => ({
    object: 'Math',
    property,
    message:
      "Its last bit differs between ES engines, and a result's digest must not. Use " +
      (own.has(property) ? `${property} of src/engine/math.` : 'exp and log of src/engine/math.')
  }));

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '.build/',
      '.venv/',
      'coverage/',
      'dist/',
      'lib/',
      'percolab/engine/',
      'percolab/labextension/',
      'percolab/view/',
      'playwright-report/',
      'site/',
      // AssemblyScript: TypeScript's tools don't know its types.
      'src/engine/kernels/assembly/',
      'test-results/'
    ]
  },
  tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { eqeqeq: 'error', 'no-implied-eval': 'error', 'no-self-compare': 'error' }
  },
  {
    // Text of strangers goes through these; one that goes back over it takes squares of its length, or powers of two.
    files: ['src/**/*.ts', 'lite/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }]
    }
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  },
  {
    // Runs on Nodes that are too old for anything newer.
    files: ['scripts/nodeversion.mjs'],
    rules: { 'no-var': 'off' }
  },
  {
    files: ['src/**/*.ts', 'lite/**/*.ts', 'tests/**/*.ts'],
    languageOptions: { parserOptions: { project: 'tsconfig.check.json' } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error'
    }
  },
  {
    files: ['src/**/*.ts'],
    plugins: { house: { rules: { imports: importsRule } } },
    rules: { 'house/imports': 'error' }
  },
  {
    // Any page that holds ours in a frame, or has opened it, may send it what it likes. Workers hear their page alone.
    files: ['src/view/**/*.ts', 'src/lab/**/*.ts', 'src/embed/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          "CallExpression[callee.property.name='addEventListener'] > Literal[value=/^message/]",
          "MemberExpression[property.name='onmessage']"
        ].map(selector => ({ selector, message: 'No page of ours listens to messages.' }))
      ]
    }
  },
  {
    // The site's kernel has no page and no Node.
    files: ['lite/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            '**/src/lab/**',
            '**/src/view/**',
            '**/src/cli/**',
            '**/src/host/node/**',
            'node:*'
          ]
        }
      ]
    }
  },
  {
    files: ['src/engine/**/*.ts', 'src/study/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...places.map(name => ({ name, message: `Pass it in as an argument: ${pure}` })),
        { name: 'Date', message: `No clock: ${pure}` }
      ],
      'no-restricted-properties': ['error', random]
    }
  },
  {
    // What goes into a digest or a plan: the engine, and the study but for its pictures.
    files: ['src/engine/**/*.ts', 'src/study/*.ts', 'src/study/measure/*.ts'],
    rules: {
      'no-restricted-properties': ['error', random, ...unlike],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'BinaryExpression[operator="**"]:not([left.value=2]), AssignmentExpression[operator="**="]',
          message:
            "Its last bit differs between ES engines, and a result's digest must not; only 2 ** integer is " +
            'exact everywhere. Use exp and log of src/engine/math, or multiply.'
        }
      ]
    }
  }
);
