import { AlreadyDone, EditConflict, NotFound } from '../../src/errors.js';
import { actAs, type Principal } from '../../src/web/actor.js';
import { Classroom } from './classroom.js';

let room: Classroom;
beforeEach(async () => {
  room = await Classroom.create();
  await room.editing.addSection(await room.at(), 'A');
});
afterEach(() => room.field.world.close());

describe('a draft', () => {
  it('is what was done to it, and nothing else', async () => {
    await room.editing.addSection(await room.at(), 'B');
    for (const title of ['mot', 'hai', 'ba']) await room.text(title);
    await room.editing.moveLesson(await room.at(), 'ba', 'up');
    await room.editing.moveLessonTo(await room.at(), 'mot', 1);
    await room.editing.moveSection(await room.at(), 1, 'up');
    await room.editing.changeLesson(await room.at(), 'hai', { title: 'Bài hai', is_optional: true });
    expect(await room.shown()).toEqual(['1 draft B: mot | A: ba hai']);
    expect((await room.store.lesson(room.id, 1, 'hai')).lesson).toEqual({
      ...{ key: 'hai', title: 'Bài hai', is_optional: true, rule: { kind: 'read' } },
      body: { kind: 'text', markdown: 'Bài hai' },
    });
    await room.editing.removeLesson(await room.at(), 'mot');
    await room.editing.removeSection(await room.at(), 0);
    expect(await room.shown()).toEqual(['1 draft A: ba hai']);
  });

  it('is changed by one of two who read it at the same time', async () => {
    const at = await room.at();
    const done = await Promise.allSettled([room.editing.addSection(at, 'B'), room.editing.addSection(at, 'C')]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = done.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(EditConflict);
    const [draft] = await room.shown();
    expect(draft).toMatch(/^1 draft A: \| [BC]:$/);
  });

  it('refuses a lesson that the database could not hold', async () => {
    const body = { kind: 'text', markdown: 'ế'.repeat(25_000) } as const;
    await expect(room.editing.addLesson(await room.at(), 0, 'dài', body)).rejects.toThrow('courses.lesson_too_long');
  });

  it('of a foreign territory is not there', async () => {
    const { places, world } = room.field;
    const { id } = await world.member('organizer', places.get('A'));
    const stranger: Principal = {
      ...{ user_id: id, name: 'x', email: 'x@example.vn', role: 'organizer', locale: 'vi', door: 'page' },
      place_id: places.get('A') ?? 0,
    };
    const at = await room.at();
    await actAs(stranger, () => expect(room.editing.addSection(at, 'X')).rejects.toBeInstanceOf(NotFound));
    await actAs(stranger, () => expect(room.editing.newDraft('K')).rejects.toBeInstanceOf(NotFound));
  });
});

describe('publishing', () => {
  it('freezes what was learnt from, and the next draft keeps the keys', async () => {
    await room.text('mot');
    const at = await room.at();
    expect(await room.editing.publish(at, 'Bản đầu')).toBe(1);
    await expect(room.editing.publish(at, null)).rejects.toBeInstanceOf(AlreadyDone);
    await expect(room.editing.addSection(at, 'B')).rejects.toBeInstanceOf(AlreadyDone);
    await Promise.all([room.editing.newDraft('K'), room.editing.newDraft('K')]);
    await room.text('hai');
    await room.editing.changeLesson(await room.at(), 'mot', { title: 'Tên mới' });
    expect(await room.shown()).toEqual(['2 draft A: mot hai', '1 published A: mot']);
    expect(await room.store.published(room.id)).toMatchObject({ number: 1, state: 'published', note: 'Bản đầu' });
    expect((await room.store.lesson(room.id, 1, 'mot')).lesson.title).toBe('mot');
    // Who has done the old lesson has not done a new one of the same name.
    await room.editing.removeLesson(await room.at(), 'mot');
    expect(await room.text('mot')).toBe('mot-2');
    await room.editing.discardDraft(await room.at());
    expect(await room.shown()).toEqual(['1 published A: mot']);
  });

  it('is refused while something stands in the way, and then the first draft cannot be discarded', async () => {
    await expect(room.editing.publish(await room.at(), null)).rejects.toThrow('courses.not_ready');
    await expect(room.editing.discardDraft(await room.at())).rejects.toThrow('courses.only_draft');
  });

  it('that is undone leaves no memory of it', async () => {
    await room.text('mot');
    const at = await room.at();
    const { database } = room.field.world;
    const undone = database.transaction(async () => {
      await room.editing.publish(at, null);
      await room.store.published(room.id);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await room.text('hai');
    await room.editing.publish(await room.at(), null);
    expect(await room.shown()).toEqual(['1 published A: mot hai']);
  });

  it('gives everybody the same frozen value', async () => {
    await room.text('mot');
    await room.editing.publish(await room.at(), null);
    const first = await room.store.published(room.id);
    expect((await room.store.version(room.id, 1)).content).toBe(first?.content);
    expect(() => first?.content.sections.push({ title: 'x', lessons: [] })).toThrow('not extensible');
  });
});

describe('a draft from a file', () => {
  it('teaches just this', async () => {
    await room.text('mot');
    const lesson = { key: 'x-1', title: 'X', is_optional: false, rule: { kind: 'read' } as const };
    const content = {
      sections: [{ title: 'Z', lessons: [{ ...lesson, body: { kind: 'text', markdown: 'm' } as const }] }],
    };
    await room.editing.replaceDraft(room.id, content, { minutes: 30 });
    expect(await room.shown()).toEqual(['1 draft Z: x-1']);
    expect(await room.store.course(room.id)).toMatchObject({ minutes: 30, language: 'vi' });
    await room.editing.publish(await room.at(), null);
    expect(await room.editing.replaceDraft(room.id, { sections: [] })).toEqual({ number: 2 });
    expect(await room.shown()).toEqual(['2 draft', '1 published Z: x-1']);
  });
});
