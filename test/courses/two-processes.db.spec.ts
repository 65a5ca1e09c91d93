import { CourseStore } from '../../src/courses/course-store.js';
import type { World } from '../support/world.js';
import { Classroom } from './classroom.js';

let room: Classroom;
let other: World;
beforeEach(async () => {
  room = await Classroom.create();
  other = await room.field.world.another();
  await room.editing.addSection(await room.at(), 'A');
  await room.text('mot');
  await room.editing.publish(await room.at(), null);
});
afterEach(async () => {
  await other.close();
  await room.field.world.close();
});

/** The lessons that another process teaches, in their order. */
async function taught(): Promise<string[]> {
  const version = await other.get(CourseStore).published(room.id);
  return version?.content.sections.flatMap(({ lessons }) => lessons.map(({ title }) => title)) ?? [];
}

describe('a course that another process publishes anew', () => {
  it('is taught as it is then, and the version before as it was', async () => {
    expect(await taught()).toEqual(['mot']);
    await room.editing.newDraft('K');
    await room.text('hai');
    expect(await taught()).toEqual(['mot']);
    await room.editing.publish(await room.at(), null);
    expect(await taught()).toEqual(['mot', 'hai']);
    expect((await other.get(CourseStore).version(room.id, 1)).content.sections[0]?.lessons).toHaveLength(1);
  });
});
