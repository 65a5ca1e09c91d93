import { Injectable } from '@nestjs/common';
import { nowIso } from '../config/clock.js';
import { Database } from '../database/database.js';
import { DomainError, NotFound, unlessGone } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { FileRow } from '../files/files.entities.js';
import { FileIntake, type KeptFile } from '../files/file-intake.js';
import { actor } from '../web/actor.js';
import type { Activity, Session } from './activities.entities.js';
import { ActivityRecords } from './activity-records.js';
import { ActivityDoor, type OpenActivity } from './open-activities.js';

/** The most photos of one session, and materials of one activity. */
const MOST: Record<FileRow['kind'], number> = { photo: 30, material: 30 };

/** A file as pages show it, with the name of whoever brought it. */
export interface AttachedFile extends FileRow {
  author: string | null;
}

/** What a file hangs on. */
interface Owner {
  activity: OpenActivity;
  session: Session | null;
}

const FILES = 'SELECT f.*, u.name AS author FROM files f LEFT JOIN users u ON u.id = f.author_id';

/** Photos of sessions and materials of activities: their rows follow their files, and go in one transaction with the event that tells of it. */
@Injectable()
export class AttachedFiles {
  constructor(
    private readonly database: Database,
    private readonly door: ActivityDoor,
    private readonly records: ActivityRecords,
    private readonly intake: FileIntake,
    private readonly events: EventLog,
  ) {}

  /** The photos of a session in the order in which they came. */
  photosOf({ id }: Pick<Session, 'id'>): Promise<AttachedFile[]> {
    return this.database.rows<AttachedFile>(`${FILES} WHERE f.session_id = ? AND f.kind = 'photo' ORDER BY f.id`, [id]);
  }

  /** The materials of an activity, likewise. */
  materialsOf({ id }: Pick<Activity, 'id'>): Promise<AttachedFile[]> {
    const sql = `${FILES} WHERE f.activity_id = ? AND f.kind = 'material' ORDER BY f.id`;
    return this.database.rows<AttachedFile>(sql, [id]);
  }

  /** A photo of a session. @throws NotFound */
  async photo({ id }: Pick<Session, 'id'>, photo: number): Promise<FileRow> {
    const sql = "SELECT * FROM files WHERE session_id = ? AND id = ? AND kind = 'photo'";
    return existing(await this.database.row<FileRow>(sql, [id, photo]));
  }

  /** A material of an activity. @throws NotFound */
  async material({ id }: Pick<Activity, 'id'>, material: number): Promise<FileRow> {
    const sql = "SELECT * FROM files WHERE activity_id = ? AND id = ? AND kind = 'material'";
    return existing(await this.database.row<FileRow>(sql, [id, material]));
  }

  /**
   * Hangs kept photos on a session; one that hangs there already is not hung twice.
   * @returns how many are new @throws NotFound; DomainError where there would be too many
   */
  addPhotos(code: string, number: number, files: readonly KeptFile[], note: string | null): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const session = await this.door.session(activity, number);
      return this.hang({ activity, session }, 'photo', files, note);
    });
  }

  /** Attaches kept materials to an activity, likewise: also under another name it is the same. */
  addMaterials(code: string, files: readonly KeptFile[]): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      return this.hang({ activity, session: null }, 'material', files, null);
    });
  }

  /** Attaches the materials of an activity that the reader sees to another one. @throws NotFound */
  copyMaterials(from: string, to: string): Promise<number> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(to);
      const files = await this.materialsOf(await this.records.activity(from));
      return this.hang({ activity, session: null }, 'material', files.map(contentOf), null);
    });
  }

  /** Takes a photo off a session; its file goes from the disk soon after (file-sweep.ts). @throws NotFound */
  removePhoto(code: string, number: number, photo: number): Promise<void> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      const session = await this.door.session(activity, number);
      await this.remove({ activity, session }, await this.photo(session, photo).catch(unlessGone));
    });
  }

  /** Takes a material off an activity, likewise. */
  removeMaterial(code: string, material: number): Promise<void> {
    return this.database.transaction(async () => {
      const activity = await this.door.activity(code);
      await this.remove({ activity, session: null }, await this.material(activity, material).catch(unlessGone));
    });
  }

  private async hang(
    owner: Owner,
    kind: FileRow['kind'],
    files: readonly KeptFile[],
    note: string | null,
  ): Promise<number> {
    const [column, id] = owner.session ? ['session_id', owner.session.id] : ['activity_id', owner.activity.id];
    const sql = `SELECT * FROM files WHERE ${column} = ? AND kind = ?`;
    const there = await this.database.rowsForUpdate<FileRow>(sql, [id, kind]);
    const fresh = withoutRepeats(files, there);
    if (fresh.length > 0 && there.length + fresh.length > MOST[kind]) {
      throw new DomainError(`files.too_many_${kind}s`, { most: MOST[kind], count: there.length });
    }
    for (const file of fresh) await this.add(owner, kind, file, note);
    return fresh.length;
  }

  private async add(owner: Owner, kind: FileRow['kind'], file: KeptFile, note: string | null): Promise<void> {
    const id = await this.database.insertOne(FileRow, {
      activity_id: owner.activity.id,
      session_id: owner.session?.id ?? null,
      kind,
      ...file,
      note,
      author_id: actor()?.user_id ?? null,
      added_at: nowIso(),
    });
    await this.record('file.added', owner, { ...file, id });
  }

  private async remove(owner: Owner, file: FileRow): Promise<void> {
    await this.database.delete(FileRow, { id: file.id });
    await this.record('file.removed', owner, file);
    const hashes = [file.sha256, file.preview_sha256].filter((hash) => hash !== null);
    this.database.afterCommit(() => this.intake.store.release(hashes));
  }

  private async record(kind: string, { activity, session }: Owner, file: KeptFile & { id: number }): Promise<void> {
    const subject = session ? { type: 'session', id: session.id } : { type: 'activity', id: activity.id };
    const { id, name, bytes, sha256 } = file;
    const what = { file: id, ...(name === '' ? {} : { name }), bytes, sha256 };
    const detail = { activity: activity.code, ...(session ? { session: session.number } : {}), ...what };
    await this.events.record({ kind, subject, detail });
  }
}

/** What a file is, whatever it hangs on. */
function contentOf({ sha256, preview_sha256, bytes, media_type, name }: FileRow): KeptFile {
  return { sha256, preview_sha256, bytes, media_type, name };
}

function existing(row: FileRow | undefined): FileRow {
  if (!row) throw new NotFound();
  return row;
}

/** The same file may be sent twice, in one form or in two. */
function withoutRepeats(files: readonly KeptFile[], there: readonly FileRow[]): KeptFile[] {
  const seen = new Set(there.map(({ sha256 }) => sha256));
  return files.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256));
}
