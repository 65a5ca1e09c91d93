import { Injectable } from '@nestjs/common';
import { oneLine } from './mail-template.js';
import { WITHDRAWN } from './verdict.js';

/** Text that is known when the message is written, such as an iCalendar. */
export interface WrittenAttachment {
  name: string;
  /** Media type, `text/calendar`. */
  type: string;
  content: string;
  /** Of an iCalendar: what the reader's calendar is to do with it. */
  method?: 'REQUEST' | 'CANCEL' | 'PUBLISH';
}

/** Something that is made when the message is sent: thousands of files would lie in the database otherwise. */
export interface MadeAttachment {
  from: string;
  id: number;
}

export type Attachment = WrittenAttachment | MadeAttachment;

/** An attachment as it leaves. */
export interface ReadyAttachment {
  name: string;
  type: string;
  content: string | Buffer;
  method?: string;
}

/** What must not leave any more: the message that brings it is given up at once. */
export class Withdrawn extends Error {
  readonly code = WITHDRAWN;

  constructor() {
    super('withdrawn');
  }
}

/** Makes what a message refers to. @throws Withdrawn; any other error when it cannot be made: it is then tried again later */
export type AttachmentSource = (id: number) => Promise<ReadyAttachment>;

/** Who makes which attachments: a feature says so when the program starts. */
@Injectable()
export class AttachmentSources {
  private readonly sources = new Map<string, AttachmentSource>();

  /** @param from the name by which messages refer to it, `certificate` */
  provide(from: string, source: AttachmentSource): void {
    this.sources.set(from, source);
  }

  /** As they leave. @param kept the column of a message @throws Error when one cannot be made */
  async ready(kept: string | null): Promise<ReadyAttachment[]> {
    const ready: ReadyAttachment[] = [];
    for (const attachment of listOf(kept)) ready.push(await this.readyOne(attachment));
    return ready;
  }

  /** As somebody looks at them, each by itself. @param kept the column of a message @returns null for one that cannot be made */
  async shown(kept: string | null): Promise<(ReadyAttachment | null)[]> {
    const shown: (ReadyAttachment | null)[] = [];
    for (const attachment of listOf(kept)) shown.push(await this.readyOne(attachment).catch(() => null));
    return shown;
  }

  private async readyOne(attachment: Attachment): Promise<ReadyAttachment> {
    const made = 'from' in attachment ? await this.make(attachment) : attachment;
    return { ...made, name: oneLine(made.name).replace(/[/\\]/g, '-') };
  }

  private async make({ from, id }: MadeAttachment): Promise<ReadyAttachment> {
    const source = this.sources.get(from);
    if (!source) throw new Error(`nobody makes the attachment ${from}`);
    return source(id);
  }
}

function listOf(kept: string | null): Attachment[] {
  return kept === null ? [] : (JSON.parse(kept) as Attachment[]);
}
