import { Injectable } from '@nestjs/common';
import { actorMay } from '../web/actor.js';
import { paths } from '../web/paths.js';
import type { ShownPerson } from './people.list.js';
import { PersonDesk } from './person-desk.js';

/** What stands on the page of a person beside the facts and the history. */
@Injectable()
export class PersonSections {
  constructor(private readonly desk: PersonDesk) {}

  /** The parts of the page's model, as far as the reader may know and do. */
  async of(person: ShownPerson): Promise<object> {
    const mayEdit = actorMay('person.write') && (await this.desk.mayOpen(person.id));
    return { edit: mayEdit ? paths.personEdit(person.id) : undefined };
  }
}
