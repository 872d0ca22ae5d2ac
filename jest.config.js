/** Specs run from the TypeScript sources; swc strips the types, `tsc` checks them (npm run check). */
const transform = { '^.+\\.(t|j)sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };

/** The package by its own name, as the examples import it. */
const ownName = {
  '^coldwire$': '<rootDir>/src/index.ts',
  '^coldwire/operators$': '<rootDir>/operators/index.ts',
  '^coldwire/(.+)$': '<rootDir>/src/$1/index.ts',
};
const shared = { transform, extensionsToTreatAsEsm: ['.ts'], roots: ['<rootDir>/spec'] };

export default {
  reporters: ['default', '<rootDir>/scripts/closingLine.js'],
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.spec\\.ts$'],
      moduleNameMapper: ownName,
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'jsdom',
      testMatch: ['**/*.browser.spec.ts'],
      moduleNameMapper: {
        ...ownName,
        // Jest heeds no `browser` field, and what `ws` shows to browsers is a stub; the specs' servers need the real one.
        '^isomorphic-ws$': '<rootDir>/node_modules/isomorphic-ws/browser.js',
        '^ws$': '<rootDir>/node_modules/ws/index.js',
      },
      transformIgnorePatterns: ['/node_modules/(?!isomorphic-ws/)'],
    },
  ],
};
