import { Controller, Param, Post } from '@nestjs/common';
import { Suppressions } from '../mail/suppressions.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { PersonDesk } from './person-desk.js';

/** Writing to somebody again whose address took no mail. */
@Controller('people')
export class PersonMailController {
  constructor(
    private readonly desk: PersonDesk,
    private readonly suppressions: Suppressions,
  ) {}

  @Can('person.write')
  @Post(':id/suppression-lifting')
  async lift(@Param('id') id: string): Promise<RedirectAnswer> {
    const person = await this.desk.open(addressNumber(id));
    if (person.email !== null) await this.suppressions.lift(person.email, { type: 'person', id: person.id });
    return redirect(paths.person(person.id), { kind: 'done', key: 'mail.suppression_lifted' });
  }
}
