import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import {
  activitiesFile,
  attendanceFile,
  headcountsFile,
  participationsFile,
  completionsFile,
  testResultsFile,
  sessionsFile,
} from '../../src/activities/files.js';
import { SETTING_NAMES } from '../../src/config/settings.js';
import { FILE_ORDER } from '../../src/interchange/registry.js';
import { organisationsFile, peopleFile } from '../../src/people/people.file.js';
import { schema } from '../../src/schema.js';
import { baselinesFile } from '../../src/territory/baselines.importer.js';
import { groupsFile } from '../../src/territory/groups.importer.js';
import { successionsFile } from '../../src/territory/successions.file.js';
import { unitsFile } from '../../src/territory/units.file.js';
import { may, PERMISSIONS, ROLES } from '../../src/web/permissions.js';

const ROOT = join(import.meta.dirname, '..', '..');
const files: { kind: string; key: readonly string[]; columns: Record<string, { required: boolean }> }[] = [
  ...[unitsFile, successionsFile, groupsFile, baselinesFile, peopleFile, organisationsFile],
  ...[
    activitiesFile,
    sessionsFile,
    participationsFile,
    completionsFile,
    testResultsFile,
    attendanceFile,
    headcountsFile,
  ],
];
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Markdown files that are ours: none of packages, builds or data. */
const FOREIGN = /^(node_modules|dist|data|coverage|demo|\.[^/]+)(\/|$)|\/fixtures\//;
const documents = readdirSync(ROOT, { withFileTypes: true })
  .filter(({ name }) => !FOREIGN.test(name))
  .flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    const names = readdirSync(join(ROOT, entry.name), { recursive: true, encoding: 'utf8' });
    return names.map((name) => join(entry.name, name));
  })
  .filter((path) => path.endsWith('.md') && !FOREIGN.test(path));

/** The part of a document under a heading, up to the next of the same depth. */
function section(path: string, heading: string): string {
  const [, after = ''] = text(path).split(`\n${heading}\n`);
  const depth = heading.split(' ')[0] ?? '#';
  return after.split(`\n${depth} `)[0] ?? '';
}

/** The cells of the tables in a piece of Markdown, row by row, without code marks; `\|` is a bar inside a cell. */
function cells(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.replaceAll('\\|', '|').replaceAll('`', '').trim()),
    );
}

const firstCells = (path: string, heading: string): string[] =>
  cells(section(path, heading)).map(([first = '']) => first);

/** The anchors that readers of Markdown make of its headings. */
function anchors(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function brokenLinks(path: string): string[] {
  // What stands in code is an example.
  const source = text(path).replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => (code.includes('](') ? '' : code));
  return [...source.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/i.test(link))
    .filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? join(ROOT, path) : resolve(ROOT, dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchors(readFileSync(target, 'utf8')).includes(anchor);
    })
    .map((link) => `${path}: ${link}`);
}

describe('the documents', () => {
  it('lead only to files and headings that are there', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/counting-method.md', 'src/README.md']));
    expect(documents.flatMap(brokenLinks)).toEqual([]);
  });

  it('name every setting, and no other', () => {
    const named = firstCells('docs/operations.md', '## Settings').filter((name) => /^[A-Z_]+$/.test(name));
    expect(named.sort()).toEqual([...SETTING_NAMES].sort());
  });

  it('write every command as it is used, and no other', () => {
    const folder = join(ROOT, 'src', 'commands');
    const used = readdirSync(folder).flatMap(
      (file) => /^ {2}usage: '(.+)',$/m.exec(text(join(relative(ROOT, folder), file)))?.[1] ?? [],
    );
    const written = firstCells('docs/interchange.md', '## Commands').filter((usage) => usage !== 'command');
    expect(used.length).toBeGreaterThan(10);
    expect(written.sort()).toEqual(used.sort());
  });

  it('list every kind of file in the order of bringing in, with its columns, its key and what is optional', () => {
    const rows = cells(section('docs/interchange.md', '## Files')).filter(([name = '']) =>
      /^\w+\.(csv|json)$/.test(name),
    );
    expect(rows.map(([name = '']) => name.split('.')[0])).toEqual([...FILE_ORDER]);
    for (const { kind, key, columns } of files) {
      const written = rows.find(([name]) => name === `${kind}.csv`)?.[1] ?? '';
      const declared = Object.entries(columns).map(
        ([name, { required }]) => `${key.includes(name) ? `**${name}**` : name}${required ? '' : '?'}`,
      );
      // What values a column takes stands in brackets behind it.
      expect([
        kind,
        written
          .replaceAll(/ \([^)]*\)/g, '')
          .split(', ')
          .sort(),
      ]).toEqual([kind, declared.sort()]);
    }
  });

  it('name tests that are there', () => {
    const named = ['docs/security.md', 'docs/privacy.md', 'docs/counting-method.md'].flatMap((path) =>
      [...text(path).matchAll(/\]\(\.\.\/(test\/[^)]+\.spec\.ts)\) "([^"]+)"/g)].map(([, file = '', title = '']) => ({
        file,
        title,
      })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ file, title }) => !existsSync(join(ROOT, file)) || !text(file).includes(title))).toEqual([]);
  });

  it('say of every permission which roles have it', () => {
    const rows = cells(section('docs/security.md', '## Who may do what')).filter(([name = '']) =>
      /^\w+\.\w+$/.test(name),
    );
    const written = Object.fromEntries(
      rows.map(([name, ...marks]) => [name, ROLES.filter((_, at) => marks[at] === 'yes')]),
    );
    const granted = Object.fromEntries(PERMISSIONS.map((name) => [name, ROLES.filter((role) => may(role, name))]));
    expect(written).toEqual(granted);
  });

  it('account for every table that could hold personal data', () => {
    const tables = getMetadataArgsStorage().tables.flatMap(({ target, name }) =>
      (schema.entities as unknown[]).includes(target) && name !== undefined ? [name] : [],
    );
    const named = firstCells('docs/privacy.md', '## What is held').flatMap((cell) => cell.split(', '));
    expect(named.filter((name) => name !== 'table').sort()).toEqual([...tables].sort());
  });

  it('show the worked example with the figures of its files', () => {
    const page = section('docs/counting-method.md', '## 8. The worked example');
    for (const figure of ['3 of 30, 10.0%', '4 of 30, 13.3%', '5 of 30, 16.7%', '1 of 30 = 3.3%']) {
      expect(page).toContain(figure);
    }
    const expected = text('test/fixtures/worked-example/expected-2025-12-10-from-2025-06-16.csv');
    expect(expected).toContain('2.1,informed,*,D,30,4,4,13.3,13.3');
    expect(expected).toContain('3.1,trained,*,D,30,1,1,3.3,3.3');
  });
});
