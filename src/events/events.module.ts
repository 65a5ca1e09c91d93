import { Global, Module } from '@nestjs/common';
import { Bus } from './domain-events.js';
import { EventLog } from './event-log.js';
import { Timeline } from './timeline.js';

/** What happened, and who must hear of it. Global. */
@Global()
@Module({ providers: [Bus, EventLog, Timeline], exports: [Bus, EventLog, Timeline] })
export class EventsModule {}
