import { Controller, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { redirect, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { ReformUndo } from './reform-undo.js';
import { reformParams } from './reform.page.js';
import { Words } from './words.js';

/** Reforms that were carried out by page, to undo as a whole. */
@Controller('territory/reforms')
export class ReformController {
  constructor(private readonly reforms: ReformUndo) {}

  @Can('territory.write')
  @Post(':id/undoing')
  async undo(@Param('id') id: string, @ReaderLocale() locale: Locale): Promise<RedirectAnswer> {
    const reform = addressNumber(id);
    return orWarning(paths.successions(), async () => {
      const { kind, predecessors, successors, date } = await this.reforms.undo(reform);
      const from = predecessors.map(({ place }) => place);
      const params = reformParams({ from, to: successors, date }, new Words(locale));
      return redirect(paths.successions(), { kind: 'done', key: `territory.undone.${kind}`, params });
    });
  }
}
