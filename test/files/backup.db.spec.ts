import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { AttachedFiles } from '../../src/activities/attached-files.js';
import { loadSecret } from '../../src/config/secret.js';
import { backUp } from '../../src/database/backup.js';
import { restore } from '../../src/database/restore.js';
import { FileCopies } from '../../src/files/file-copies.js';
import { FileIntake } from '../../src/files/file-intake.js';
import type { FileRow } from '../../src/files/files.entities.js';
import { Field } from '../activities/field.js';
import { picture } from '../support/pictures.js';
import { World } from '../support/world.js';

let field: Field;
let world: World;
let file: string;
let row: FileRow;

beforeAll(async () => {
  field = await Field.create();
  world = field.world;
  file = join(world.settings.dataDir, 'copy.backup');
  await field.good('activities', 'code,plan,kind,title,unit,status\nT,P,training,Kỹ năng,C,');
  await field.good('sessions', 'activity,number,date,status\nT,1,2025-05-01,held');
  const photos = await world.get(FileIntake).photos([await picture(world)]);
  await world.get(AttachedFiles).addPhotos('T', 1, photos, 'Hội trường');
  [row = {} as FileRow] = await world.database.rows<FileRow>('SELECT * FROM files');
});
afterAll(() => world.close());

const copies = (of = world): FileCopies => new FileCopies(of.database, of.settings.dataDir);
const back = () => backUp(world.database, loadSecret(world.settings), copies(), file);
const bring = (into: World, from = file) => restore(into.database, loadSecret(into.settings), copies(into), from);
const hashes = (): string[] => [row.sha256, String(row.preview_sha256)];
const pathIn = ({ settings }: World, hash: string): string => join(settings.dataDir, 'files', hash.slice(0, 2), hash);

/** The backup with other lines and the sum that belongs to them. */
function resealed(change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
  const end = JSON.parse(lines.at(-1) ?? '') as object;
  const content = `${change(lines.slice(0, -1)).join('\n')}\n`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const path = `${file}.changed`;
  writeFileSync(path, gzipSync(`${content}${JSON.stringify({ ...end, sha256 })}\n`));
  return path;
}

describe('a backup', () => {
  it('holds the photos, and a restore elsewhere brings them', async () => {
    const done = await back();
    expect({ files: done.files, missing: done.missing }).toEqual({ files: 2, missing: 0 });
    const other = await World.create();
    await bring(other);
    for (const hash of hashes()) expect(readFileSync(pathIn(other, hash))).toEqual(readFileSync(pathIn(world, hash)));
    expect(await copies(other).missing()).toBe(0);
    const admin = await other.member('administrator');
    const answer = await admin.get(`/activities/T/sessions/1/photos/${row.id}`).expect(200);
    expect(answer.body).toEqual(readFileSync(pathIn(world, row.sha256)));
    await other.close();
  });

  it('brings back what was taken from the disk', async () => {
    await back();
    for (const hash of hashes()) rmSync(pathIn(world, hash));
    expect(await copies().judge()).toMatchObject({ good: false, detail: expect.stringMatching(/^2 are not in/) });
    await bring(world);
    expect(await copies().judge()).toMatchObject({ good: true });
  });

  it('is made also where a photo is missing, and counts it', async () => {
    const content = readFileSync(pathIn(world, row.sha256));
    rmSync(pathIn(world, row.sha256));
    const { files, missing } = await back();
    expect({ files, missing }).toEqual({ files: 1, missing: 1 });
    const admin = await world.member('administrator');
    await admin.get(`/activities/T/sessions/1/photos/${row.id}`).expect(404);
    writeFileSync(pathIn(world, row.sha256), content);
  });

  it.each([
    ['whose photo is another one', (line: string) => line.replace(/"piece":"..../, '"piece":"AAAA')],
    ['whose photo has a name that leads elsewhere', (line: string) => line.replace(/"file":".*"/, '"file":"../../x"')],
    ['whose piece belongs to nothing', (line: string) => line.replace(/\{"file":".*"\}/, '{"piece":"AAAA"}')],
    ['whose photo is no text', (line: string) => line.replace(/"file":".*"/, '"file":7')],
  ])('%s is refused before anything is touched', async (_what, change) => {
    await back();
    const other = await World.create();
    await expect(
      bring(
        other,
        resealed((lines) => lines.map(change)),
      ),
    ).rejects.toMatchObject({ key: 'backup.broken' });
    expect(existsSync(pathIn(other, row.sha256))).toBe(false);
    await other.close();
  });

  it('that has lost a photo on the way is refused', async () => {
    await back();
    const short = resealed((lines) => lines.filter((line) => !/^\{"(file|piece)":/.test(line)));
    await expect(bring(world, short)).rejects.toMatchObject({ key: 'backup.broken' });
  });
});
