import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { qrPath } from '../accounts/totp.js';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { ChildReads } from '../people/child-reads.js';
import { PersonDesk } from '../people/person-desk.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { page, type PageAnswer, redirect, type RedirectAnswer } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { SettingsHolder } from '../web/settings-holder.js';
import { OwnNames } from './own-name.js';
import { ParticipantLinks } from './participant-links.js';
import { personLinkPage } from './person-link.page.js';

/** The link of a participant in the hands of the staff: to make it, print it, and withdraw it. */
@Controller('people/:id/link')
export class PersonLinkController {
  constructor(
    private readonly links: ParticipantLinks,
    private readonly desk: PersonDesk,
    private readonly names: OwnNames,
    private readonly reads: ChildReads,
    private readonly database: Database,
    private readonly holder: SettingsHolder,
  ) {}

  @Can('person.write')
  @Get()
  async show(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<PageAnswer> {
    const person = await this.desk.open(addressNumber(id));
    await this.reads.note(person.id);
    const records = await this.links.recordsOf(person.id);
    const [link] = await this.links.inUse(records);
    const url = link && new URL(link.path, this.holder.settings.publicUrl).toString();
    const shown = link && url !== undefined ? { ...link, url, qr: await qrPath(url) } : null;
    const name = await this.names.of({ person, records });
    return page('mine/person-link', personLinkPage(locale, person, name, shown));
  }

  /** Pressed twice it is the same link. */
  @Can('person.write')
  @HttpCode(303)
  @Post()
  async make(@Param('id') given: string): Promise<RedirectAnswer> {
    const id = await this.database.transaction(async () => {
      const person = await this.desk.open(addressNumber(given));
      await this.links.make(person.id);
      return person.id;
    });
    return redirect(paths.personLink(id));
  }

  @Can('person.write')
  @HttpCode(303)
  @Post('withdrawal')
  async withdraw(@Param('id') given: string): Promise<RedirectAnswer> {
    const { id } = await this.desk.open(addressNumber(given));
    await this.links.withdraw(id);
    return redirect(paths.person(id), { kind: 'done', key: 'mine.link_withdrawn' });
  }
}
