import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SRC = join(ROOT, 'src');

/** docs/architecture.md, "Arrows": what a folder may import directly; what those may, it may too. Never back or sideways. */
const FEATURES: Record<string, string[]> = {
  home: ['planning', 'offline', 'check-in', 'letters', 'knowledge'],
  // What people know before and after: on paper, by telephone, or inside a course.
  knowledge: ['learning'],
  // Who learns, and how far: it writes to them as letters do.
  learning: ['courses', 'letters'],
  courses: ['quizzes', 'packages'],
  quizzes: ['activities'],
  packages: ['activities'],
  // Letters lead to the participant's own page, which shows certificates; those to organizers tell of plans' reports.
  letters: ['mine', 'plans'],
  mine: ['certificates'],
  certificates: ['activities'],
  planning: ['plans'],
  // Attendance without a network: a second way to the same screens.
  offline: ['activities'],
  // And a third one, for participants themselves.
  'check-in': ['activities'],
  plans: ['coverage'],
  coverage: ['activities'],
  activities: ['people', 'ledger'],
  // What is kept to be fast knows records by their tables only: nothing of the features above it.
  ledger: ['accounts'],
  people: ['territory'],
  territory: ['accounts'],
  accounts: [],
  // The invented district is loaded like any other: from above, through everybody's front door.
  demo: ['home'],
};
const SERVICES = ['interchange', 'events', 'mail', 'jobs', 'files'];
const ENGINE: Record<string, string[]> = {
  // Two neighbours in one row that do look at each other, one way only: pages are made of words, the door tells faults.
  web: ['i18n', 'database', 'errors'],
  i18n: ['database', 'errors'],
  database: ['errors', 'config'],
  errors: ['config'],
  config: [],
};

const directly: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(FEATURES).map(([folder, below]) => [folder, [...below, ...SERVICES]])),
  ...Object.fromEntries(SERVICES.map((folder) => [folder, ['web', 'i18n']])),
  // Files and messages leave an event behind, like everything that is done.
  interchange: ['events', 'web', 'i18n'],
  mail: ['events', 'web', 'i18n'],
  // Bringing files in by page: any feature may be behind a file, none is known here.
  imports: SERVICES,
  // The command line stands where the server stands: above everything.
  commands: ['home', 'imports', 'demo', ...SERVICES],
  ...ENGINE,
};

function allowedFor(folder: string): Set<string> {
  const reached = new Set<string>();
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const below of directly[next] ?? []) {
      if (!reached.has(below)) open.push(below);
      reached.add(below);
    }
  }
  return reached;
}

function filesBelow(folder: string, ending: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => ending.test(file) && statSync(file).isFile());
}

/** The house name of a path: its folder in src/, or a file that stands directly there ("errors", "main", "schema"). */
function roomOf(file: string): string {
  return (relative(SRC, file).split(sep)[0] ?? '').replace(/\.[jt]s$/, '');
}

/** Modules are named only after these words; text in comments is taken along, which does no harm. */
function importsOf(source: string): string[] {
  const found = source.matchAll(/\b(?:from|import)\s*\(?\s*['"]((?:\.{1,2}\/|#)[^'"]+)['"]/g);
  return [...found].map((match) => match[1] ?? '');
}

function target(file: string, specifier: string): string {
  if (!specifier.startsWith('#')) return join(dirname(file), specifier);
  return join(ROOT, specifier.slice(1));
}

const sources = filesBelow(SRC, /\.ts$/);
const folders = readdirSync(SRC, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const name = (file: string) => relative(ROOT, file);

function wrongArrows(file: string): string[] {
  const room = roomOf(file);
  // main, cli, app, app.module and schema put the house together: they may import everything.
  if (dirname(file) === SRC && room !== 'errors') return [];
  const allowed = allowedFor(room);
  return importsOf(readFileSync(file, 'utf8'))
    .map((specifier) => target(file, specifier))
    .filter(
      (imported) => !imported.startsWith(SRC + sep) || (roomOf(imported) !== room && !allowed.has(roomOf(imported))),
    )
    .map((imported) => `${name(file)} -> ${name(imported)}`);
}

describe('the house', () => {
  it('has only rooms that the table of arrows knows', () => {
    expect(folders.filter((folder) => directly[folder] === undefined)).toEqual([]);
  });

  it('has no arrow back or sideways', () => {
    expect(sources.flatMap(wrongArrows)).toEqual([]);
  });

  it('imports files as Node.js finds them: with .js, and json', () => {
    const wrong = sources.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((specifier) => !/\.(js|json)$/.test(specifier))
        .map((specifier) => `${name(file)} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('uses one name for a feature in src, views and test', () => {
    const known = new Set([...Object.keys(directly), 'support', 'fixtures', 'partials', 'bin', 'bench']);
    const rooms = ['views', 'test'].flatMap((folder) => {
      const path = join(ROOT, folder);
      if (!existsSync(path)) return [];
      return readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${folder}/${entry.name}`);
    });
    expect(rooms.filter((room) => !known.has(room.split('/')[1] ?? ''))).toEqual([]);
  });

  it('has no room for things without a name', () => {
    const nameless = /(^|[/\\])(utils?|helpers?|common|shared)([/\\.]|$)/;
    const all = ['src', 'test', 'views', 'migrations', 'bench'].flatMap((folder) =>
      filesBelow(join(ROOT, folder), /./),
    );
    expect(all.map(name).filter((file) => nameless.test(file))).toEqual([]);
  });

  it('reads the environment only in config', () => {
    const readers = [...sources, ...filesBelow(join(ROOT, 'migrations'), /\.ts$/)].filter(
      (file) =>
        roomOf(file) !== 'config' &&
        /process\s*\.\s*env\b|process\s*\[|\benv\b[^;]*from 'node:process'/.test(readFileSync(file, 'utf8')),
    );
    expect(readers.map(name)).toEqual([]);
  });

  it('has files that can be read in one go', () => {
    // A migration is not among them: it is a list of columns, frozen once it has run somewhere.
    const all = ['src', 'test', 'bench', 'bin'].flatMap((folder) => filesBelow(join(ROOT, folder), /\.[cm]?[jt]s$/));
    const long = [...all, ...filesBelow(join(ROOT, 'views'), /\.hbs$/)]
      .map((file) => ({ file: name(file), lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines >= 300);
    expect(long).toEqual([]);
  });

  it('keeps migrations apart from the code of today', () => {
    const wrong = filesBelow(join(ROOT, 'migrations'), /\.ts$/).filter((file) =>
      importsOf(readFileSync(file, 'utf8')).some((specifier) => target(file, specifier).startsWith(SRC)),
    );
    expect(wrong.map(name)).toEqual([]);
  });
});
