import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { connect, createContext } from '#src/app.js';
import { readSettings } from '#src/config/settings.js';
import type { CompletionRule, LessonBody } from '#src/courses/course-content.js';
import { CourseEditing, type DraftAt } from '#src/courses/course-editing.js';
import { CourseImport } from '#src/courses/course-import.js';
import { CourseMediaDesk } from '#src/courses/course-media-desk.js';
import { openCourse } from '#src/courses/course-source.js';
import { CourseStore } from '#src/courses/course-store.js';
import type { KeptMedia } from '#src/courses/media-intake.js';
import type { Database } from '#src/database/database.js';
import { FileIntake } from '#src/files/file-intake.js';
import { RowsRunner } from '#src/interchange/rows-runner.js';
import { EnrolmentDesk } from '#src/learning/enrolment-desk.js';
import { LearnerSessions } from '#src/learning/learner-sessions.js';
import { readPackage } from '#src/packages/package-reader.js';
import { writeZip } from '../test/files/hostile-zip.ts';
import { manifest } from '../test/packages/manifests.ts';
import { type Engine, ROOT } from './engines.ts';

/** A course of the product, with a film and a package beside what it has. */
export const COURSE = 'LDTE-GV';
export const LESSONS = { text: 'tuoi-nao-viec-gi', pdf: 'to-roi', quiz: 'kiem-tra', film: 'phim', pack: 'goi' };
export const FILM = { name: 'phim.mp4', bytes: 512 * 1024 * 1024 };
const [PLAN, UNIT] = ['TD-CLD-2021', '03424'];

/** Makes the course in the demonstration district and lets people learn it. @returns the cookie of each of them, signed in */
export async function openSchool({ env }: Engine, learners: number): Promise<string[]> {
  const database = await connect(readSettings({ ...env, LOG_LEVEL: 'silent' }));
  const app = await createContext(readSettings({ ...env, LOG_LEVEL: 'silent' }), database);
  try {
    const school = new School(app, database, env.DATA_DIR);
    await school.teach();
    return await school.enrol(learners);
  } finally {
    await app.close();
    await database.close();
  }
}

class School {
  private readonly app: INestApplicationContext;
  private readonly database: Database;
  private readonly folder: string;

  constructor(app: INestApplicationContext, database: Database, folder: string) {
    this.app = app;
    this.database = database;
    this.folder = folder;
  }

  async teach(): Promise<void> {
    const source = await openCourse(join(ROOT, 'demo', 'courses', COURSE));
    await this.get(CourseImport).take(source, { plan: PLAN, unit: UNIT, code: null });
    source.close();
    const video: LessonBody = { kind: 'video', media: FILM.name, captions: [], markdown: '' };
    await this.add(await this.film(), LESSONS.film, video, { kind: 'watched', percent: 90 });
    const pack: LessonBody = { kind: 'package', media: 'goi.zip', markdown: '' };
    await this.add(await this.pack(), LESSONS.pack, pack, { kind: 'completed' });
    await this.get(CourseEditing).publish(await this.draft(), null);
  }

  async enrol(learners: number): Promise<string[]> {
    const people = Array.from({ length: learners }, (_, n) => ({
      ...{ ref: `HV${n}`, full_name: `Lò Văn ${n}`, unit: UNIT, birth_year: '1980' },
    }));
    await this.get(RowsRunner).run('people', people);
    const rows = await this.database.rows<{ id: number }>("SELECT id FROM people WHERE ref LIKE 'HV%' ORDER BY id");
    const lines = rows.map(({ id }) => ({ person_id: id, group_code: 'parent', organisation_id: null }));
    await this.get(EnrolmentDesk).enrol(COURSE, lines, { way: 'group', due_on: null });
    const about = { way: 'link', codeId: null, isOwnDevice: true } as const;
    return this.database.transaction(async () => {
      const cookies: string[] = [];
      for (const { id } of rows) {
        cookies.push(`lan-toa-learner=${await this.get(LearnerSessions).open({ personId: id, ...about })}`);
      }
      return cookies;
    });
  }

  private async add(media: KeptMedia, title: string, body: LessonBody, rule: CompletionRule): Promise<void> {
    await this.get(CourseMediaDesk).add(COURSE, media);
    const key = await this.get(CourseEditing).addLesson(await this.draft(), 0, title, body);
    await this.get(CourseEditing).changeLesson(await this.draft(), key, { rule });
  }

  /** As long as a film, and nothing that anybody watches: what it shows costs the server nothing. */
  private async film(): Promise<KeptMedia> {
    const block = Buffer.alloc(1024 * 1024, 'phim');
    const blocks = (function* () {
      for (let sent = 0; sent < FILM.bytes; sent += block.length) yield block;
    })();
    const stored = await this.get(FileIntake).store.keep(blocks);
    return { ...stored, name: FILM.name, kind: 'video', media_type: 'video/mp4', seconds: 3600, detail: null };
  }

  private async pack(): Promise<KeptMedia> {
    const page = { name: 'index.html', content: '<!doctype html><title>Gói</title>' };
    const path = join(this.folder, 'goi.zip');
    writeZip(path, [{ name: 'imsmanifest.xml', content: manifest('1.2') }, page]);
    const detail = JSON.stringify(await readPackage(path));
    const stored = await this.get(FileIntake).store.keep([readFileSync(path)]);
    await rm(path);
    return { ...stored, name: 'goi.zip', kind: 'package', media_type: 'application/zip', seconds: null, detail };
  }

  private async draft(): Promise<DraftAt> {
    const sql = 'SELECT id FROM activities WHERE code = ?';
    const activity = await this.database.row<{ id: number }>(sql, [COURSE]);
    return { code: COURSE, version: (await this.get(CourseStore).draft(activity?.id ?? 0))?.version ?? 0 };
  }

  private get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }
}
