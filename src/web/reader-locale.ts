import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Locale } from '../i18n/locale.js';
import { contextOf } from './request.js';

/** The language in which this reader sees pages. */
export const ReaderLocale = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Locale => contextOf(execution.switchToHttp().getRequest<Request>()).locale,
);
