/** Specs run from the TypeScript sources; swc strips the types, `tsc` checks them (npm run check). */
const transform = { '^.+\\.(t|j)sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] };
const shared = { transform, extensionsToTreatAsEsm: ['.ts'], roots: ['<rootDir>/spec'] };

export default {
  projects: [
    {
      ...shared,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'browser',
      testEnvironment: 'jsdom',
      testMatch: ['**/*.browser.spec.ts'],
      moduleNameMapper: { '^isomorphic-ws$': '<rootDir>/node_modules/isomorphic-ws/browser.js' },
      transformIgnorePatterns: ['/node_modules/(?!isomorphic-ws/)'],
    },
  ],
};
