import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { DomainError, NotFound } from '../errors.js';
import { EventLog } from '../events/event-log.js';
import { FileIntake, shownName } from '../files/file-intake.js';
import { type FileAnswer, keptFile } from '../web/answers.js';
import type { UploadedFile } from '../web/upload.js';
import { BankDoor } from './bank-door.js';
import { questionIn } from './bank-questions.js';
import { picturesOf } from './pictures-of.js';
import { QuestionCopies, WITH_PICTURE } from './question-copies.js';
import { QuestionMedia, type QuestionRow } from './quizzes.entities.js';

/** The most pictures of one plan. */
export const MOST_PICTURES = 2000;
/** What a picture is called: as in `media/NAME` of a text. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** The pictures of a plan's questions: drawn anew, so that nothing but a picture is ever served. */
@Injectable()
export class QuestionPictures {
  constructor(
    private readonly database: Database,
    private readonly door: BankDoor,
    private readonly copies: QuestionCopies,
    private readonly intake: FileIntake,
    private readonly events: EventLog,
  ) {}

  /** All of a plan, by name. */
  ofPlan(planId: number): Promise<QuestionMedia[]> {
    return this.database.rows<QuestionMedia>('SELECT * FROM question_media WHERE plan_id = ? ORDER BY name', [planId]);
  }

  /** The picture with that name, to be shown in a page; whose plan it is, is settled. @throws NotFound */
  async shown(planId: number, name: string): Promise<FileAnswer> {
    const { sha256, bytes, media_type, ...picture } = await this.named(planId, name);
    await this.intake.store.size(sha256);
    return keptFile(this.intake.store.read(sha256), media_type, picture.name, { etag: sha256, bytes, inline: true });
  }

  /** The picture with that name. @throws NotFound */
  async named(planId: number, name: string): Promise<QuestionMedia> {
    const sql = 'SELECT * FROM question_media WHERE plan_id = ? AND name = ?';
    const row = await this.database.row<QuestionMedia>(sql, [planId, name.normalize('NFC')]);
    if (!row) throw new NotFound();
    return row;
  }

  /**
   * Keeps a picture under its own name. One of that name is replaced, unless it belongs to what somebody was or will be
   * asked: that has to stay as it was.
   * @returns its name @throws DomainError where it is no picture, there would be too many, or the name is taken
   */
  async add(code: string, upload: UploadedFile): Promise<string> {
    await this.door.open(code);
    const kept = await this.intake.picture(upload);
    const name = pictureName(kept.name);
    await this.database.transaction(async () => {
      const plan = await this.door.lock(code);
      const there = await this.ofPlan(plan.id);
      const same = there.find((each) => each.name === name);
      const { sha256, bytes, media_type } = kept;
      if (same?.sha256 === sha256) return;
      if (same) await this.requireUncopied(plan.id, name, 'question.picture_name_taken');
      if (!same && there.length >= MOST_PICTURES)
        throw new DomainError('question.too_many_pictures', { most: MOST_PICTURES });
      const row = { plan_id: plan.id, name, sha256, bytes, media_type };
      if (same) await this.database.update(QuestionMedia, { id: same.id }, row);
      else await this.database.insertOne(QuestionMedia, row);
      await this.record('question.picture_added', plan.id, name);
    });
    return name;
  }

  /** Takes a picture away. @throws DomainError while a question of the bank, of a test or of an attempt shows it */
  remove(code: string, id: number): Promise<void> {
    return this.database.transaction(async () => {
      const plan = await this.door.lock(code);
      const picture = (await this.ofPlan(plan.id)).find((each) => each.id === id);
      if (!picture) throw new NotFound();
      const used = await this.showing(plan.id, picture.name);
      if (used) throw new DomainError('question.picture_used', { name: picture.name, ref: used.ref });
      await this.requireUncopied(plan.id, picture.name, 'question.picture_asked');
      await this.database.delete(QuestionMedia, { id });
      await this.record('question.picture_removed', plan.id, picture.name);
      this.database.afterCommit(() => this.intake.store.release([picture.sha256]));
    });
  }

  /** A question of the bank that shows a picture, withdrawn or not: it may be asked again. */
  private async showing(planId: number, name: string): Promise<QuestionRow | undefined> {
    const sql = 'SELECT * FROM questions WHERE plan_id = ? AND body LIKE ? ORDER BY id';
    const rows = await this.database.rows<QuestionRow>(sql, [planId, WITH_PICTURE]);
    return rows.find((row) => picturesOf(questionIn(row)).includes(name));
  }

  private async requireUncopied(planId: number, name: string, key: string): Promise<void> {
    const copies = await this.copies.withPictures(planId);
    const copy = copies.find(({ question }) => picturesOf(question).includes(name));
    if (copy) throw new DomainError(key, { name, activity: copy.activity });
  }

  private record(kind: string, planId: number, name: string): Promise<number> {
    return this.events.record({ kind, subject: { type: 'plan', id: planId }, detail: { name } });
  }
}

/** A name as texts can write it: without blanks and signs. */
export function pictureName(original: string): string {
  const name = shownName(original)
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  if (NAME.test(name)) return name;
  throw new DomainError('question.picture_name');
}
