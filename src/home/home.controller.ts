import { Controller, Get } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { actor, actorMay } from '../web/actor.js';
import { type Answer, page, redirect } from '../web/answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { FIRST_FILES, type FirstFile, startPage } from './start.page.js';

/** The first page: where the work is, or how to begin. */
@Controller()
export class HomeController {
  constructor(private readonly database: Database) {}

  @Can('plan.read')
  @Get()
  async home(@ReaderLocale() locale: Locale): Promise<Answer> {
    const there = await this.there();
    if (there.has('plan')) return redirect(actor()?.role === 'trainer' ? paths.mySessions() : paths.plans());
    return page('home/start', startPage(locale, there, actorMay('import.run')));
  }

  /** Of which kinds there is anything at all. */
  private async there(): Promise<Set<FirstFile>> {
    const tables = { units: 'places', plan: 'plans' } as Partial<Record<FirstFile, string>>;
    const asked = (Object.keys(FIRST_FILES) as FirstFile[]).map(
      (file) => `SELECT '${file}' AS file WHERE EXISTS (SELECT 1 FROM ${tables[file] ?? file})`,
    );
    const rows = await this.database.rows<{ file: FirstFile }>(asked.join(' UNION ALL '));
    return new Set(rows.map(({ file }) => file));
  }
}
