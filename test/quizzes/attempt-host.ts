import { Body, Controller, Get, HttpCode, Module, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AppModule } from '../../src/app.module.js';
import { AttemptsModule } from '../../src/quizzes/attempts.module.js';
import { type AttemptLook, AttemptPages } from '../../src/quizzes/attempt-pages.js';
import type { Holder } from '../../src/quizzes/attempts.store.js';
import { Public } from '../../src/web/access.js';
import type { JsonAnswer, PageAnswer, RedirectAnswer } from '../../src/web/answers.js';

/** Whose attempts the host shows, and how many more may begin. */
export const visitor: { holder?: Holder } = {};

function lookOf(attempt: string, done = ''): AttemptLook {
  const show = `/host/${attempt}`;
  return {
    ...{ title: 'Bài kiểm tra cuối khóa', crumbs: [], show, save: show, submit: `${show}/submission`, done },
    ...{ back: { text: 'Về bài học', href: '/host' }, begin: '/host', locale: 'vi', layout: 'layout-plain' },
    picture: (name) => `/media/${name}`,
  };
}

/** A room that shows attempts at addresses of its own, as lessons and tests do. */
@Controller('host/:attempt')
class HostController {
  constructor(private readonly pages: AttemptPages) {}

  @Public()
  @Get()
  show(@Param('attempt') id: string, @Query('done') done: string): Promise<PageAnswer> {
    return this.pages.show(Number(id), holder(), lookOf(id, done));
  }

  @Public()
  @HttpCode(200)
  @Post()
  save(
    @Param('attempt') id: string,
    @Body() body: unknown,
    @Req() { headers }: Request,
  ): Promise<RedirectAnswer | JsonAnswer> {
    return this.pages.save(Number(id), holder(), body, { accept: headers.accept, show: lookOf(id).show });
  }

  @Public()
  @Post('submission')
  submit(@Param('attempt') id: string, @Body() body: unknown): Promise<RedirectAnswer> {
    return this.pages.submit(Number(id), holder(), body, lookOf(id));
  }
}

function holder(): Holder {
  if (!visitor.holder) throw new Error('nobody visits');
  return visitor.holder;
}

/** The next application has such a room. */
export function withHost(): void {
  const real = AppModule.with.bind(AppModule);
  jest.spyOn(AppModule, 'with').mockImplementation((...args) => {
    @Module({ imports: [real(...args), AttemptsModule], controllers: [HostController] })
    class Hosted {}
    return { module: Hosted };
  });
}
