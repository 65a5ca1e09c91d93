import { CourseEditing } from '../../src/courses/course-editing.js';
import type { CompletionRule, Lesson, LessonBody } from '../../src/courses/course-content.js';
import { CourseStore } from '../../src/courses/course-store.js';
import { lessonsOf } from '../../src/courses/outline.js';
import type { Member } from '../support/world.js';
import { School } from './learners.js';

/** A school with the course K at C, whose first version has the texts a and b; An is enrolled as a parent. */
export class CourseRoom {
  private constructor(
    readonly school: School,
    readonly trainer: Member,
    readonly id: number,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<CourseRoom> {
    const school = await School.create(env);
    const { field } = school;
    await field.good('activities', 'code,plan,kind,title,unit,status\nK,P,course,Khóa học,C,open');
    const trainer = await field.world.member('trainer', field.places.get('C'));
    const room = new CourseRoom(school, trainer, await field.id('activities', 'code', 'K'));
    const editing = field.world.get(CourseEditing);
    await editing.ensureCourse(room.id);
    await editing.newDraft('K');
    await editing.addSection(await room.at(), 'Phần một');
    await room.lesson('a');
    await room.lesson('b');
    await room.publish();
    await room.enrol('an');
    return room;
  }

  close(): Promise<void> {
    return this.school.close();
  }

  /** Adds a lesson to the draft, a text that is read unless something else is said; its key is its title. */
  async lesson(title: string, body?: LessonBody, rule?: CompletionRule): Promise<void> {
    const editing = this.school.field.world.get(CourseEditing);
    const key = await editing.addLesson(await this.at(), 0, title, body ?? { kind: 'text', markdown: `Bài ${title}` });
    if (!rule) return;
    const { content } = await this.store.draft(this.id).then((draft) => draft ?? { content: { sections: [] } });
    const found = lessonsOf(content).find((each) => each.key === key);
    if (found) await editing.changeLesson(await this.at(), key, { ...found, rule });
  }

  /** Sends a file to the course, as its author does. */
  async media(name: string, content: Buffer): Promise<void> {
    const { cookie, csrf } = this.trainer;
    const request = this.school.request().post('/courses/K/media').set('Cookie', cookie).field('_csrf', csrf);
    await request.attach('file', content, name).expect(303);
  }

  async publish(): Promise<void> {
    const editing = this.school.field.world.get(CourseEditing);
    await editing.publish(await this.at(), null);
  }

  /** The lessons of a version. */
  async content(number: number): Promise<Lesson[]> {
    return lessonsOf((await this.store.version(this.id, number)).content);
  }

  /** A draft that has just these lessons, as files bring it. */
  async replace(lessons: Lesson[]): Promise<void> {
    const editing = this.school.field.world.get(CourseEditing);
    await editing.replaceDraft(this.id, { sections: [{ title: 'Phần một', lessons }] });
  }

  /** A draft as a copy of what is published. */
  async draft(): Promise<void> {
    await this.school.field.world.get(CourseEditing).newDraft('K');
  }

  async enrol(ref: string): Promise<void> {
    const body = { person: await this.school.id(ref), group: 'parent' };
    await this.trainer.post('/enrolments/K/additions', body).expect(303);
  }

  at(): Promise<{ code: string; version: number }> {
    return this.store.draft(this.id).then((draft) => ({ code: 'K', version: draft?.version ?? 0 }));
  }

  private get store(): CourseStore {
    return this.school.field.world.get(CourseStore);
  }

  /** Rows of a table, as the test reads them. */
  rows<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
    return this.school.field.world.database.rows<T>(sql, params);
  }
}
