import { Injectable } from '@nestjs/common';
import { PeopleList, type ShownPerson } from '../people/people.list.js';
import { readCode } from '../territory/place-choice.js';
import type { Scope } from '../territory/scope.js';
import type { Form } from '../web/form.js';
import type { Newcomer } from './roster-desk.js';

/** Reads somebody new from the forms on which people are put on a roster. */
@Injectable()
export class Newcomers {
  constructor(private readonly people: PeopleList) {}

  /**
   * Name and home of the fields `full_name` and `unit`. Where nothing is wrong with the form, somebody of the same name may
   * be meant: that is asked once (`sure`) before a second record is made.
   * @returns who it is, and whom of the register to ask about
   */
  async read(form: Form, scope: Scope): Promise<{ newcomer: Newcomer; similar: ShownPerson[] }> {
    const newcomer = { full_name: form.text('full_name'), unit: readCode(form, 'unit', scope) };
    const asks = form.errors.length === 0 && !form.ticked('sure');
    const similar = asks ? await this.people.namesakesOf(newcomer.full_name) : [];
    if (similar.length > 0) form.refuse('sure', 'activities.sure_needed');
    return { newcomer, similar };
  }
}
