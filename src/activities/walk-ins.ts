import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { AttendanceSheet } from './attendance-sheet.js';
import { type Newcomer, type PutOne, RosterDesk } from './roster-desk.js';

/** People who come to a session without being on the roster: put on it, and noted as present, both or nothing. */
@Injectable()
export class WalkIns {
  constructor(
    private readonly database: Database,
    private readonly desk: RosterDesk,
    private readonly sheet: AttendanceSheet,
  ) {}

  /** Somebody of the register. @param session its number @throws NotFound, InvalidFields */
  async add(code: string, session: number, personId: number, group: string): Promise<PutOne> {
    return this.arrive(code, session, () => this.desk.add(code, personId, { group, isHere: true }));
  }

  /** Somebody new, once for one form. @param session its number @throws NotFound, InvalidFields */
  async welcome(code: string, session: number, newcomer: Newcomer, group: string, formKey: string): Promise<PutOne> {
    return this.arrive(code, session, () => this.desk.welcome(code, newcomer, { group, isHere: true }, formKey));
  }

  private async arrive(code: string, session: number, put: () => Promise<PutOne>): Promise<PutOne> {
    return this.database.transaction(async () => {
      const arrived = await put();
      // Who was noted otherwise meanwhile stays as noted: that is for the trainer to see on the screen.
      await this.sheet.record(code, session, [{ person_id: arrived.person.id, seen: null, status: 'present' }]);
      return arrived;
    });
  }
}
