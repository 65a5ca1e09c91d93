import { Global, Module } from '@nestjs/common';
import { Bus } from './domain-events.js';
import { EventLog } from './event-log.js';

/** What happened, and who must hear of it. Global. */
@Global()
@Module({ providers: [Bus, EventLog], exports: [Bus, EventLog] })
export class EventsModule {}
