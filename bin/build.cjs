'use strict';
// Compiles src/, client/ and migrations/ into dist/ (swc, settings in .swcrc). Runs on Node.js 24, started by run.cjs.
const fs = require('node:fs');
const path = require('node:path');
const { bundle } = require('./bundle.cjs');
const lock = require('./lock.cjs');
const stamp = require('./stamp.cjs');

const ROOT = path.join(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const WORK = path.join(ROOT, '.runtime');

/** What runs in browsers runs on old telephones too. */
const FOR_PHONES = { jsc: { target: 'es2020' }, minify: true };

/** Scripts with all they import: they stand in their page, or are no modules; the other files of their folders are parts of them. */
const WHOLE = [
  'client/verify/page.ts',
  'client/package-frame/scorm12.ts',
  'client/package-frame/scorm2004.ts',
  'client/package-host/host.ts',
];

/** Compiles or copies one source file; documents stay where they are. */
function place(file, target) {
  if (file.endsWith('.md') || file.endsWith('.d.ts') || file.endsWith('tsconfig.json')) return;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (!file.endsWith('.ts')) return fs.copyFileSync(path.join(ROOT, file), target);
  if (WHOLE.includes(file)) return fs.writeFileSync(target.replace(/\.ts$/, '.js'), bundle(ROOT, file, FOR_PHONES));
  if (WHOLE.some((whole) => path.dirname(whole) === path.dirname(file))) return;
  // Loaded late: when dist/ is fresh nobody needs the compiler.
  const { transformFileSync } = require('@swc/core');
  const options = { root: ROOT, cwd: ROOT, swcrc: true, ...(file.startsWith('client/') ? FOR_PHONES : {}) };
  const { code } = transformFileSync(path.join(ROOT, file), options);
  fs.writeFileSync(target.replace(/\.ts$/, '.js'), code);
}

function compileInto(folder) {
  for (const source of stamp.SOURCES) {
    for (const file of stamp.filesBelow(ROOT, source.folder)) {
      place(file, path.join(folder, source.target, path.relative(source.folder, file)));
    }
  }
}

/** The new folder takes the place of the old one whole: nobody ever sees half a build. */
function replaceDist(folder) {
  const old = path.join(WORK, `old-${process.pid}`);
  if (fs.existsSync(DIST)) fs.renameSync(DIST, old);
  fs.renameSync(folder, DIST);
  fs.rmSync(old, { recursive: true, force: true });
}

/** What a killed build left behind. Only under the lock: nobody else is building then. */
function sweep() {
  for (const name of fs.readdirSync(WORK)) {
    if (/^(build|old)-\d+$/.test(name)) fs.rmSync(path.join(WORK, name), { recursive: true, force: true });
  }
}

function build() {
  sweep();
  const folder = path.join(WORK, `build-${process.pid}`);
  fs.mkdirSync(folder);
  try {
    const hash = stamp.ofSources(ROOT);
    compileInto(folder);
    stamp.write(folder, hash);
    replaceDist(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

lock.hold(path.join(WORK, 'build.lock'), () => {
  // Another call may have built while this one waited.
  if (!process.argv.includes('--always') && stamp.isFresh(ROOT)) return;
  try {
    build();
  } catch (error) {
    // The compiler's own stack says nothing about the file that is wrong.
    process.stderr.write(`The build failed: ${String(error.message).split('\n\nCaused by')[0]}\n`);
    process.exitCode = 1;
  }
});
