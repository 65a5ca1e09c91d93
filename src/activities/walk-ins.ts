import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { AttendanceStatus } from './activities.entities.js';
import { AttendanceSheet } from './attendance-sheet.js';
import { type Newcomer, type PutOne, RosterDesk } from './roster-desk.js';

/** Somebody who came; `noted`: they were on the roster and noted otherwise, which stays until the trainer changes it. */
export interface Arrived extends PutOne {
  noted: AttendanceStatus | null;
}

/** People who come to a session without being on the roster: put on it, and noted as present, both or nothing. */
@Injectable()
export class WalkIns {
  constructor(
    private readonly database: Database,
    private readonly desk: RosterDesk,
    private readonly sheet: AttendanceSheet,
  ) {}

  /** Somebody of the register. @param session its number @throws NotFound, InvalidFields */
  async add(code: string, session: number, personId: number, group: string): Promise<Arrived> {
    return this.arrive(code, session, () => this.desk.add(code, personId, { group, isHere: true }));
  }

  /** Somebody new, once for one form. @param session its number @throws NotFound, InvalidFields */
  async welcome(code: string, session: number, newcomer: Newcomer, group: string, formKey: string): Promise<Arrived> {
    return this.arrive(code, session, () => this.desk.welcome(code, newcomer, { group, isHere: true }, formKey));
  }

  private async arrive(code: string, session: number, put: () => Promise<PutOne>): Promise<Arrived> {
    return this.database.transaction(async () => {
      const one = await put();
      const decision = { person_id: one.person.id, seen: null, status: 'present' } as const;
      const { clashes } = await this.sheet.record(code, session, [decision]);
      return { ...one, noted: clashes[0]?.present ?? null };
    });
  }
}
