'use strict';
// Six projects over one tree. `unit` needs nothing; `sqlite` and `mariadb` run the same *.db.spec.ts files on the two
// engines, and `galera` some of them on three nodes of a cluster; `browser` drives Chromium over SQLite; `paper` reads printed PDFs with poppler and qpdf. What the machine lacks is left out with one line (test/support/machine.cjs).
const fs = require('node:fs');
const path = require('node:path');
const { announceMissing, galeraPrograms, mariadbServer, chromium, pdfReaders } = require('./test/support/machine.cjs');

const folders = ['src', 'test', 'migrations'].filter((folder) => fs.existsSync(path.join(__dirname, folder)));

// Everything, node_modules too, becomes CommonJS for the tests: Nest 12 is ESM only, and Jest's own ESM mode fails on
// CommonJS add-ons. import.meta.url, .dirname and .filename are rewritten by swc and keep their meaning.
const swc = {
  swcrc: false,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: 'commonjs' },
};

/** One project: its name, the files it runs, and what differs from the others. */
const project = (displayName, testRegex, more) => ({
  displayName,
  rootDir: __dirname,
  roots: folders.map((folder) => path.join('<rootDir>', folder)),
  testEnvironment: 'node',
  // What packages call a module that can be required, and so can be made CommonJS.
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons', 'module-sync'] },
  testRegex,
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#(migrations|src)/(.*)\\.js$': '<rootDir>/$1/$2',
  },
  ...more,
});

const ofEngine = (engine, more, files = '/test/.*\\.db\\.spec\\.ts$') =>
  project(engine, files, {
    setupFiles: [`<rootDir>/test/support/engine-${engine}.ts`],
    ...more,
  });

const projects = [
  project('unit', '/test/.*\\.spec\\.ts$', { testPathIgnorePatterns: ['\\.(db|galera|browser|paper)\\.spec\\.ts$'] }),
  ofEngine('sqlite'),
];
if (mariadbServer()) {
  projects.push(
    ofEngine('mariadb', {
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    }),
  );
}
// What several nodes could do differently from one: writers side by side, the figures that must come out, and the door.
const ON_NODES = [
  '/test/.*\\.galera\\.spec\\.ts$',
  '/test/activities/(at-once|side-by-side)\\.db\\.spec\\.ts$',
  '/test/coverage/property\\.db\\.spec\\.ts$',
  '/test/database/(door|stamps)\\.db\\.spec\\.ts$',
  '/test/ledger/(ledger|writers)\\.db\\.spec\\.ts$',
];
if (galeraPrograms()) {
  projects.push(
    ofEngine(
      'galera',
      {
        globalSetup: '<rootDir>/test/support/galera-setup.ts',
        globalTeardown: '<rootDir>/test/support/galera-teardown.ts',
      },
      ON_NODES,
    ),
  );
}
if (chromium()) {
  projects.push(
    project('browser', '/test/.*\\.browser\\.spec\\.ts$', {
      setupFiles: ['<rootDir>/test/support/engine-sqlite.ts'],
    }),
  );
}
if (pdfReaders()) projects.push(project('paper', '/test/.*\\.paper\\.spec\\.ts$', {}));
announceMissing();

// Of a project Jest takes no time limit: this one is for all, wide enough for a browser on a busy machine. Jest by itself leaves a
// core free, which on a machine of two is half of it; a worker that has grown is replaced between two files.
module.exports = {
  ...{ projects, watchman: false, testTimeout: 120_000 },
  ...{ maxWorkers: '100%', workerIdleMemoryLimit: '1GB' },
  testSequencer: '<rootDir>/test/support/browser-first.cjs',
};
