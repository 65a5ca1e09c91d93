import { Global, Module } from '@nestjs/common';
import { AddressReaders } from './address-readers.js';
import { AttachmentSources } from './attachments.js';
import { BatchReaders } from './batch-readers.js';
import { BatchesController } from './batches.controller.js';
import { Batches } from './batches.js';
import { MailGate } from './mail-gate.js';
import { MessageActs } from './message-acts.js';
import { MessageList } from './message-list.js';
import { MessageQueue } from './message-queue.js';
import { OutboxController } from './outbox.controller.js';
import { Outbox } from './outbox.js';
import { Sender } from './sender.js';
import { Suppressions } from './suppressions.js';

/** Letters to people. Global: any feature may have something to tell. */
@Global()
@Module({
  controllers: [BatchesController, OutboxController],
  providers: [
    AddressReaders,
    AttachmentSources,
    BatchReaders,
    Batches,
    MailGate,
    MessageActs,
    MessageList,
    MessageQueue,
    Outbox,
    Sender,
    Suppressions,
  ],
  exports: [AddressReaders, BatchReaders, Batches, Outbox, Sender, Suppressions],
})
export class MailModule {}
