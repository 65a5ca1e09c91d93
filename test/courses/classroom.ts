import { ActivityDoor } from '../../src/activities/open-activities.js';
import { CourseEditing, type DraftAt } from '../../src/courses/course-editing.js';
import { CourseStore } from '../../src/courses/course-store.js';
import { Field } from '../activities/field.js';

/** A district with one course, `K`, at the place C. */
export class Classroom {
  private constructor(
    readonly field: Field,
    readonly id: number,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<Classroom> {
    const field = await Field.create(env);
    await field.good('activities', 'code,plan,kind,title,unit,status\nK,P,course,Khóa học,C,open');
    const room = new Classroom(field, await field.id('activities', 'code', 'K'));
    await room.editing.ensureCourse(room.id);
    await room.editing.newDraft('K');
    return room;
  }

  get editing(): CourseEditing {
    return this.field.world.get(CourseEditing);
  }

  get store(): CourseStore {
    return this.field.world.get(CourseStore);
  }

  get door(): ActivityDoor {
    return this.field.world.get(ActivityDoor);
  }

  /** The draft as it stands now. */
  async at(): Promise<DraftAt> {
    return { code: 'K', version: (await this.store.draft(this.id))?.version ?? 0 };
  }

  /** Adds a text; its key is the title. */
  async text(title: string, section = 0): Promise<string> {
    return this.editing.addLesson(await this.at(), section, title, { kind: 'text', markdown: `Bài ${title}` });
  }

  /** `1 published A: a b | B: c`, the newest first. */
  async shown(): Promise<string[]> {
    const lines: string[] = [];
    for (const { number, state } of await this.store.versions(this.id)) {
      const { content } = await this.store.version(this.id, number);
      const sections = content.sections.map(({ title, lessons }) =>
        [`${title}:`, ...lessons.map(({ key }) => key)].join(' '),
      );
      lines.push([number, state, sections.join(' | ')].join(' ').trim());
    }
    return lines;
  }
}
