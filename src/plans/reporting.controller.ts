import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { type Answer, formAgain, page, redirect } from '../web/answers.js';
import { Form } from '../web/form.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { PlanEditor } from './plan-editor.js';
import { attempt } from './plan-forms.js';
import { type PlanContent, Plans } from './plans.js';
import { readReporting, REPORTING_FIELDS, reportingPage } from './reporting.page.js';

/** When reports of a plan fall due each year, by page. */
@Controller('plans/:code/reporting-dates')
export class ReportingController {
  constructor(
    private readonly plans: Plans,
    private readonly editor: PlanEditor,
  ) {}

  @Can('plan.write')
  @Get()
  async show(@ReaderLocale() locale: Locale, @Param('code') code: string): Promise<Answer> {
    return page('plans/reporting-dates', reportingPage(locale, await this.mine(code)));
  }

  @Can('plan.write')
  @Post()
  async save(@ReaderLocale() locale: Locale, @Param('code') code: string, @Body() body: unknown): Promise<Answer> {
    const form = new Form(body);
    const reporting = readReporting(form);
    const isCurrent = ({ plan }: PlanContent): boolean => plan.version === Number(form.raw('version'));
    const save = () => this.editor.change(code, isCurrent, (plan) => ({ ...plan, reporting }));
    if (await attempt(form, REPORTING_FIELDS, save)) {
      return redirect(paths.planContent(code), { kind: 'done', key: 'plan.reporting.saved' });
    }
    const model = reportingPage(locale, await this.mine(code), form);
    return formAgain('plans/reporting-dates', model, form.errors);
  }

  private async mine(code: string): Promise<PlanContent> {
    const plan = await this.plans.byCode(code);
    await this.plans.requireMine(plan);
    return this.plans.content(plan);
  }
}
