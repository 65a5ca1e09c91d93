import { Controller, Get } from '@nestjs/common';
import { Public } from '../access.js';
import { JsonAnswer } from '../answers.js';
import { OpenApi } from './openapi.js';

/** The description of the API for programs that write programs. */
@Controller('api/v1')
export class OpenApiController {
  private document: object | undefined;

  constructor(private readonly openApi: OpenApi) {}

  @Public()
  @Get('openapi.json')
  describe(): JsonAnswer {
    this.document ??= this.openApi.document();
    return new JsonAnswer(this.document);
  }
}
