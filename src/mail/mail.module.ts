import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';

/** Letters to people. Global: any feature may have something to tell. */
@Global()
@Module({ providers: [Outbox], exports: [Outbox] })
export class MailModule {}
