import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { translate } from '../i18n/translate.js';
import { paths } from '../web/paths.js';
import { contextOf } from '../web/request.js';
import { LearnerNeeded } from './learner-door.js';

/** Whoever learns has a door of their own; a script of a page is told so, and goes on trying after the next sign-in. */
@Catch(LearnerNeeded)
@Injectable()
export class LearnerNeededFilter implements ExceptionFilter<LearnerNeeded> {
  catch(needed: LearnerNeeded, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (request.is('json')) {
      const detail = translate(contextOf(request).locale, `errors.${needed.key}`);
      response.status(401).json({ detail });
      return;
    }
    const next = request.method === 'GET' ? request.originalUrl : undefined;
    response.redirect(303, paths.learnerSignIn({ next, unlinked: needed.isUnlinked ? '1' : undefined }));
  }
}
