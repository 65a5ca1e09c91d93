import { Suppressions } from '../../src/mail/suppressions.js';
import { COMMUNES } from '../support/communes.js';
import { Story } from '../support/story.js';
import type { Member } from '../support/world.js';

let story: Story;
let trainer: Member;
let id: number;

beforeAll(async () => {
  story = await Story.create();
  const { world } = story;
  trainer = await world.member('trainer', story.records.own.place);
  id = story.records.own.personId;
  await world.database.transaction(async () => {
    await world.database.execute('UPDATE people SET email = ? WHERE id = ?', ['Ba@Example.vn', id]);
    await world.get(Suppressions).add('ba@example.vn', 'refused', { type: 'mail', id: 1 }, '550 5.1.1 nobody here');
  });
});
afterAll(() => story.world.close());

describe('the page of a person whose address takes no mail', () => {
  it('says so and since when, and whoever may write lifts it', async () => {
    const page = async (): Promise<string> => (await trainer.get(`/people/${id}`).expect(200)).text;
    expect(await page()).toContain('Không gửi thư đến địa chỉ này từ');
    expect(await page()).toContain('nobody here');
    await trainer.post(`/people/${id}/suppression-lifting`).expect(303);
    expect(await page()).not.toContain('Không gửi thư đến địa chỉ này từ');
    const event = await story.world.database.row(
      "SELECT subject_type, subject_id FROM events WHERE kind = 'mail.suppression_lifted'",
    );
    expect(event).toEqual({ subject_type: 'person', subject_id: id });
    const organizer = await story.world.member('organizer', story.records.own.place);
    expect((await organizer.get(`/people/${id}`)).text).toContain('Gửi thư trở lại đến một địa chỉ');
  });

  it('is not there for another territory, and not for who may not write', async () => {
    expect(COMMUNES.foreign.unit).not.toBe(COMMUNES.own.unit);
    await trainer.post(`/people/${story.records.foreign.personId}/suppression-lifting`).expect(404);
    const viewer = await story.world.member('viewer');
    await viewer.post(`/people/${id}/suppression-lifting`).expect(403);
  });
});
