import { Injectable } from '@nestjs/common';
import { ActivityDoor, type OpenActivity } from '../activities/open-activities.js';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { AlreadyDone, DomainError } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { FileIntake } from '../files/file-intake.js';
import { actor } from '../web/actor.js';
import { mediaOf } from './course-checks.js';
import { CourseStore } from './course-store.js';
import { CourseMedia } from './courses.entities.js';
import type { KeptMedia } from './media-intake.js';
import { lessonsOf } from './outline.js';

/** The most files of a course. */
export const MOST_MEDIA = 300;

/** Where a file is used. */
export interface MediaUse {
  number: number;
  lesson: string;
}

/** The files of a course: each keeps its bytes under its name, so that published versions show for good what they showed. */
@Injectable()
export class CourseMediaDesk {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly store: CourseStore,
    private readonly intake: FileIntake,
    private readonly events: EventLog,
  ) {}

  /**
   * Gives a kept file its row. The same bytes under the same name are the same file; other bytes under a name that is taken get
   * another name, and what uses the name keeps what it had.
   * @returns the file as it stands @throws NotFound; DomainError where there would be too many
   */
  add(code: string, kept: KeptMedia): Promise<CourseMedia> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const there = await this.locked(activity);
      const same = there.find((each) => each.sha256 === kept.sha256 && isNameOf(each.name, kept.name));
      if (same) return { ...same, bytes: Number(same.bytes) };
      if (there.length >= MOST_MEDIA) throw new DomainError('courses.too_many_media', { most: MOST_MEDIA });
      const name = freeName(kept.name, new Set(there.map((each) => each.name)));
      const row = { ...kept, name, activity_id: activity.id, author_id: actor()?.user_id ?? null, added_at: nowIso() };
      const id = await this.database.insertOne(CourseMedia, row);
      await this.record('course.media_added', activity, { name, bytes: kept.bytes, sha256: kept.sha256 });
      return { ...row, id };
    });
  }

  /** Takes a file off a course. @throws AlreadyDone; DomainError where a lesson of any version shows it, with which */
  remove(code: string, name: string): Promise<void> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const row = (await this.locked(activity)).find((each) => each.name === name);
      if (!row) throw new AlreadyDone();
      const [use] = (await this.uses(activity.id)).get(name) ?? [];
      if (use) throw new DomainError('courses.media_used', { name, ...use });
      await this.database.delete(CourseMedia, { id: row.id });
      await this.record('course.media_removed', activity, { name, sha256: row.sha256 });
      this.database.afterCommit(() => this.intake.store.release([row.sha256]));
    });
  }

  /** Which lessons of which versions show each file, the newest version first. */
  async uses(activityId: number): Promise<Map<string, MediaUse[]>> {
    const uses = new Map<string, MediaUse[]>();
    const versions = await this.store.versions(activityId);
    const taught = await this.store.several(versions.map(({ id }) => id));
    for (const { id, number } of versions) {
      const content = taught.get(id)?.content ?? { sections: [] };
      for (const lesson of lessonsOf(content)) {
        for (const name of new Set(mediaOf(lesson))) {
          uses.set(name, [...(uses.get(name) ?? []), { number, lesson: lesson.title }]);
        }
      }
    }
    return uses;
  }

  private locked({ id }: OpenActivity): Promise<CourseMedia[]> {
    return this.database.rowsForUpdate<CourseMedia>('SELECT * FROM course_media WHERE activity_id = ?', [id]);
  }

  private async record(kind: string, { id, code }: OpenActivity, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'activity', id }, detail: { activity: code, ...detail } });
  }
}

/** `phim-2.mp4` is a name that `phim.mp4` was given where that was taken. */
function isNameOf(given: string, wanted: string): boolean {
  const [, base = '', ending = ''] = /^(.*)(\.[a-z0-9]+)$/.exec(wanted) ?? [];
  return (
    given === wanted || (given.startsWith(`${base}-`) && /^\d+$/.test(given.slice(base.length + 1, -ending.length)))
  );
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const [, base = wanted, ending = ''] = /^(.*)(\.[a-z0-9]+)$/.exec(wanted) ?? [];
  let number = 2;
  while (taken.has(`${base}-${number}${ending}`)) number += 1;
  return `${base}-${number}${ending}`;
}
