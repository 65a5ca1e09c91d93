import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { DomainError, NotFound } from '../errors.js';
import { FileIntake } from '../files/file-intake.js';
import { actor } from '../web/actor.js';
import type { UploadedFile } from '../web/upload.js';
import { BankDoor, type BankPlan } from './bank-door.js';
import { type GiftReading, giftText, readGift } from './gift-reader.js';
import { type KnownPolicy, QuestionBank, type Taken } from './question-bank.js';
import { type ComparedQuestion, QuestionComparison } from './question-comparison.js';

/** A file of GIFT that was checked. */
export interface CheckedGift {
  plan: BankPlan;
  reading: GiftReading;
  /** Its good questions, as they stand to the bank. */
  compared: ComparedQuestion[];
}

/**
 * Brings files of GIFT in: first checked, then saved by a second press. Between the two the text lies among the kept files
 * without a row, from where it is swept after an hour. Its first line says whose it is and for which plan, so that the
 * address of a check opens nothing else.
 */
@Injectable()
export class GiftDesk {
  constructor(
    private readonly door: BankDoor,
    private readonly bank: QuestionBank,
    private readonly comparison: QuestionComparison,
    private readonly intake: FileIntake,
  ) {}

  /** Keeps what was sent. @returns what it is asked for by @throws DomainError where there is nothing, or it is too large */
  async receive(code: string, file: UploadedFile | undefined, pasted: string): Promise<string> {
    const plan = await this.door.open(code);
    const text = file ? giftText(await readFile(file.path)) : pasted;
    if (text.trim() === '') throw new DomainError('gift.nothing');
    const { sha256 } = await this.intake.store.keep([Buffer.from(ownersLine(plan) + text)]);
    return sha256;
  }

  /** What was sent, checked. @throws NotFound where it is not there any more, or somebody else's */
  async check(code: string, hash: string): Promise<CheckedGift> {
    const plan = await this.door.open(code);
    if (!/^[0-9a-f]{64}$/.test(hash) || !(await this.intake.store.has(hash))) throw new NotFound('gift.gone');
    const pieces: Uint8Array[] = [];
    for await (const piece of this.intake.store.read(hash)) pieces.push(piece);
    const kept = Buffer.concat(pieces).toString('utf8');
    const first = ownersLine(plan);
    if (!kept.startsWith(first)) throw new NotFound('gift.gone');
    const reading = await readGift(kept.slice(first.length));
    return { plan, reading, compared: await this.comparison.of(plan.id, reading.questions) };
  }

  /** Saves the good questions of what was sent. @throws InvalidFields where somebody has to say what becomes of known ones */
  async take(code: string, hash: string, policy: KnownPolicy): Promise<Taken> {
    const { reading } = await this.check(code, hash);
    return this.bank.take(code, reading.questions, policy);
  }
}

function ownersLine({ id }: BankPlan): string {
  return `lan-toa gift, plan ${id}, user ${actor()?.user_id ?? 0}\n`;
}
