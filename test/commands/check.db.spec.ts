import { connect } from '../../src/app.js';
import { REFERENCES } from '../../src/commands/references.js';
import type { Settings } from '../../src/config/settings.js';
import { freshSettings } from '../support/world.js';
import { DISTRICT, lantoaHere, writeFolder } from './district.js';

/** What points at a row of the program's own working, or says who did something: their going away harms no figure. */
const FREE = new Set([
  ...['user_id', 'actor_id', 'author_id', 'own_author_id', 'withdrawal_author_id'],
  ...['events.subject_id', 'mail_batches.subject_id', 'outbox.message_id'],
]);
/** A person or an organisation: whether it is there is seen by the participation. */
const TWOFOLD = new Set(['qualifications.subject_id', 'first_reaches.subject_id']);

let settings: Settings;
beforeAll(async () => {
  settings = await freshSettings();
  await lantoaHere(settings, ['import-all', writeFolder(DISTRICT)]);
});

describe('the check of what rows point at', () => {
  it('looks at every column that points somewhere', async () => {
    const database = await connect(settings);
    const columns = database.source.entityMetadatas.flatMap(({ tableName, columns: own }) =>
      own.filter(({ databaseName }) => databaseName.endsWith('_id')).map(({ databaseName: name }) => [tableName, name]),
    );
    await database.close();
    const pointing = columns
      .filter(([table, name = '']) => !FREE.has(name) && !FREE.has(`${table}.${name}`))
      .map(([table, name]) => `${table}.${name}`)
      .filter((each) => !TWOFOLD.has(each));
    expect(REFERENCES.map(([table, column]) => `${table}.${column}`).sort()).toEqual(pointing.sort());
  });

  it('finds a whole database good, and says where something is missing', async () => {
    const good = await lantoaHere(settings, ['check']);
    expect([good.status, good.err]).toEqual([0, '']);
    expect(good.out).toContain('ok   references: every row has what it points at');
    const database = await connect(settings);
    await database.transaction(() => database.execute("DELETE FROM people WHERE ref = 'lan'"));
    await database.close();
    const bad = await lantoaHere(settings, ['check']);
    expect(bad.status).toBe(1);
    expect(bad.err).toContain(
      'BAD  references: nothing there for 3 of person_name_words.person_id, 1 of participations.person_id, 1 of attendance.person_id',
    );
  });
});
