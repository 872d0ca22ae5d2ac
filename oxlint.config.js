/**
 * The house's law as lint. Plain data but for the import directions, which are rules made of one table; a spec states
 * the table a second time (spec/house/importDirections.spec.ts) and another watches every rule fire (lint.spec.ts).
 */
const foundation = ['model', 'errors', 'util'];
const parts = ['operators', 'protocol', ...foundation];
const connecting = [...parts, 'transport', 'codec', 'auth', 'limits'];
const requesting = [...connecting, 'connection'];
const subscribing = [...requesting, 'request', 'book'];
const composing = [...subscribing, 'subscription'];

/** What each folder may import beside itself. `types`: only its types. What is named nowhere may be imported by none but the command. */
const directions = {
  model: {},
  errors: {},
  util: { uses: ['errors'] },
  operators: { types: ['model'] },
  testing: { types: ['model'] },
  protocol: { uses: foundation },
  transport: { uses: parts },
  codec: { uses: parts },
  auth: { uses: parts },
  limits: { uses: parts },
  book: { uses: parts },
  connection: { uses: connecting },
  request: { uses: requesting },
  subscription: { uses: subscribing },
  client: { uses: composing },
  record: { uses: [...composing, 'client'] },
  exchanges: { uses: ['protocol', 'book', ...foundation] },
  simulation: { uses: ['errors', 'util'], types: ['protocol', 'model', 'transport'] },
};
const folders = [...Object.keys(directions), 'cli'];

const deepRxjs = {
  group: ['rxjs/**', '!rxjs/testing'],
  message: "rxjs is imported from 'rxjs' and 'rxjs/testing' alone.",
};
const isomorphicWs = { name: 'isomorphic-ws', message: 'Only src/transport opens sockets.' };
const ws = { name: 'ws', message: 'Only src/simulation and the specs speak as servers.' };
const runtime = { regex: '^node:', message: 'This folder runs in the browser too.' };
const rxjs = { name: 'rxjs', message: 'This folder knows no streams.' };
const rxjsValues = { ...rxjs, allowTypeImports: true, message: 'This folder is data and pure functions.' };

const restricted = (paths, patterns) => ({
  'eslint/no-restricted-imports': ['error', { paths, patterns: [deepRxjs, ...patterns] }],
});

/** A file of `folder` that lies `depth` folders deep in it: its glob, and how it would name files of other folders. */
const seenFrom = (folder, depth) => {
  const levels = '/*'.repeat(depth);
  const up = '\\.\\./'.repeat(depth);
  const inOperators = folder === 'operators';
  const path = (name) => (inOperators ? `${up}src/${name}/` : `${up}${name === 'operators' ? '\\.\\./' : ''}${name}/`);
  return {
    files: [inOperators ? `operators${levels}.ts` : `src/${folder}${levels}.ts`],
    toAny: (names) => `^(${names.map(path).join('|')})`,
    // Below exchanges the first level is the venue.
    otherVenue: `^${'\\.\\./'.repeat(depth - 1)}[^.]`,
  };
};

const directed = ([folder, { uses = [], types = [] }]) => {
  const may = new Set([folder, ...uses, ...types]);
  const upward = folders.filter((other) => !may.has(other));
  const paths = [
    ...(folder === 'transport' ? [] : [isomorphicWs]),
    ...(folder === 'simulation' ? [] : [ws]),
    ...(foundation.includes(folder) ? [rxjs] : []),
    ...(folder === 'protocol' || folder === 'exchanges' ? [rxjsValues] : []),
  ];
  return [1, 2, 3].map((depth) => {
    const { files, toAny, otherVenue } = seenFrom(folder, depth);
    const patterns = [
      { regex: toAny(upward), message: `Against the import directions of ${folder}.` },
      ...(types.length === 0 ? [] : [{ regex: toAny(types), allowTypeImports: true, message: 'Only its types.' }]),
      ...(folder === 'transport' || folder === 'simulation' ? [] : [runtime]),
      ...(folder === 'exchanges' && depth > 1 ? [{ regex: otherVenue, message: 'A venue never uses another.' }] : []),
    ];
    return { files, rules: restricted(paths, patterns) };
  });
};

const waits = ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'requestIdleCallback'];
const wait = 'What waits takes an injected scheduler.';
const instant = 'Instants come from the injected clock.';
const chance = 'Chance comes from the injected random.';
const seams = {
  'eslint/no-restricted-globals': [
    'error',
    ...waits.map((name) => ({ name, message: wait })),
    { name: 'performance', message: instant },
  ],
  'eslint/no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: instant },
    { object: 'Math', property: 'random', message: chance },
    ...['globalThis', 'window', 'self'].flatMap((object) =>
      [...waits, 'performance'].map((property) => ({ object, property, message: wait })),
    ),
  ],
};

const codeLines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'jest'],
  categories: { correctness: 'error' },
  ignorePatterns: ['dist', 'coverage', 'docs/api'],
  rules: {
    'eslint/eqeqeq': 'error',
    'eslint/no-eval': 'error',
    'eslint/no-new-func': 'error',
    'eslint/no-var': 'error',
    'eslint/prefer-const': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/consistent-type-imports': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/only-throw-error': 'error',
    // A `default` is a decision stated; a case forgotten without one is not.
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Methods here are closures: none reads `this`, so all may be passed around.
    'typescript/unbound-method': 'off',
    'unicorn/prefer-node-protocol': 'error',
  },
  overrides: [
    {
      files: ['src/**', 'operators/**'],
      rules: {
        ...seams,
        'eslint/max-lines': codeLines(250),
        'eslint/max-lines-per-function': codeLines(60),
        'eslint/no-console': 'error',
        'import/no-default-export': 'error',
      },
    },
    {
      files: ['src/transport/clock.ts'],
      rules: { 'eslint/no-restricted-globals': 'off', 'eslint/no-restricted-properties': 'off' },
    },
    {
      files: ['src/index.ts'],
      rules: restricted(
        [isomorphicWs, ws],
        [{ regex: '^\\./(cli|exchanges|record|simulation|testing)/', message: 'Has an entry point of its own.' }],
      ),
    },
    ...Object.entries(directions).flatMap(directed),
    { files: ['src/cli/**'], rules: restricted([isomorphicWs, ws], []) },
    {
      files: ['spec/**'],
      rules: {
        ...restricted([isomorphicWs], []),
        'eslint/max-lines': codeLines(500),
        'jest/no-focused-tests': 'error',
        'jest/no-disabled-tests': 'error',
        'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'marbles', 'fc.assert'] }],
        'jest/no-conditional-expect': 'off',
        'jest/no-standalone-expect': 'off',
        'typescript/restrict-template-expressions': 'off',
      },
    },
    { files: ['spec/transport/**'], rules: restricted([], []) },
  ],
};
