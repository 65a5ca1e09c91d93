import { DONE } from '../../src/commands/command.js';
import { demoCommand } from '../../src/commands/demo.js';
import { nowIso } from '../../src/config/clock.js';
import { RowsRunner } from '../../src/interchange/rows-runner.js';
import { MailBatch, MailSuppression, OutboxMessage } from '../../src/mail/mail.entities.js';
import { Shell } from '../../src/web/shell.js';
import { type Member, World } from '../support/world.js';

/** A world with the demonstration district loaded, as `npm run demo` loads it, and a group of its own. */
export async function demonstration(): Promise<World> {
  const world = await World.create();
  const { settings, database, app } = world;
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const status = await demoCommand.prepare([])({
    settings,
    database,
    app: () => Promise.resolve(app),
    out: say,
    err: say,
  });
  if (status !== DONE) throw new Error(said.join(''));
  world.get(Shell).demo = true;
  await world.get(RowsRunner).run('groups', [{ code: 'officers', name: 'Cán bộ đoàn thể', counts: 'persons' }]);
  return world;
}

/** Files sent in by page, one with a faulty row, one saved, one that cannot be read; and messages: one that waits, one that came back, a batch. */
export async function deeds(world: World, member: Member): Promise<Record<string, string>> {
  const send = async (kind: string, text: string): Promise<string> => {
    const request = world.request().post('/imports').set('Cookie', member.cookie).field('_csrf', member.csrf);
    const file = Buffer.from(text);
    const { headers } = await request.field('kind', kind).attach('file', file, `${kind}.csv`).expect(303);
    return `${headers.location ?? ''}`.replace('/imports/', '');
  };
  const saved = await send(
    'organisations',
    `ref,name,group,unit\nPage-${member.id},Hộ bà Vàng Thị Dở,household,03424\n`,
  );
  await member.post(`/imports/${saved}/confirmation`, { rows: 'all' }).expect(303);
  const bank = '/quizzes/TD-CLD-2021/import';
  const request = world.request().post(bank).set('Cookie', member.cookie).field('_csrf', member.csrf);
  const gift = await request.field('pasted', 'Tốt {T}\n\nHỏng {=a ~b\n').expect(303);
  return {
    gift: `${gift.headers.location ?? ''}`.replace(`${bank}/`, ''),
    saved,
    ...(await correspondence(world, member, saved)),
    file: await send(
      'people',
      'ref,full_name,unit,birth_date\nX1,,03424,\nX2,Lò Văn Hai,03424,31/02/2024\nX3,Lò Ba,03424,\n',
    ),
    unread: await send('people', 'tên,xã\nLò Văn Hai,Bản Bo\n'),
  };
}

async function correspondence({ database }: World, { id }: Member, mark: string): Promise<Record<string, string>> {
  const letter = {
    ...{ kind: 'invitation', recipient: 'lo-thiet@example.vn', subject: 'Mời dùng Lan Tỏa' },
    attachments: JSON.stringify([{ name: 'lich.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' }]),
    ...{ body: 'Chào bạn,\n\nmở đường dẫn này để đặt mật khẩu.\n', created_at: nowIso() },
  };
  const returned = {
    state: 'suppressed' as const,
    last_error: '550 5.1.1 nobody',
    recipient: `het-${mark.toLowerCase()}@example.vn`,
  };
  return database.transaction(async () => {
    const batch = await database.insertOne(MailBatch, {
      ...{ kind: 'invitation', title: 'Giấy mời: Tập huấn', author_id: id, created_at: nowIso() },
    });
    await database.insert(MailSuppression, [
      { address: returned.recipient, reason: 'refused', answer: returned.last_error, since: nowIso() },
    ]);
    const put = (name: string, more: object): Promise<number> =>
      database.insertOne(OutboxMessage, { ...letter, message_id: `${mark}-${name}@example.vn`, ...more });
    return {
      message: String(await put('waits', { batch_id: batch })),
      returned: String(await put('returned', { ...returned, batch_id: batch })),
      batch: String(batch),
    };
  });
}
