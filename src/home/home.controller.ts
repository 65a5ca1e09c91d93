import { Controller, Get } from '@nestjs/common';
import { Can } from '../web/access.js';
import { type RedirectAnswer, redirect } from '../web/answers.js';
import { paths } from '../web/paths.js';

/** The first page: where the work is. */
@Controller()
export class HomeController {
  @Can('plan.read')
  @Get()
  home(): RedirectAnswer {
    return redirect(paths.plans());
  }
}
