import { Injectable } from '@nestjs/common';
import { Bus } from '../events/domain-events.js';
import { EventLog } from '../events/event-log.js';
import type { Registered } from './certificate-register.js';

/** Notes what was done with a certificate, and tells the folders above. */
@Injectable()
export class CertificateNews {
  constructor(
    private readonly events: EventLog,
    private readonly bus: Bus,
  ) {}

  /** An act on one certificate: on itself, and on its activity, where who asks for the training sees it. */
  async of(kind: string, { id, activity_id, serial }: Registered, detail: object): Promise<void> {
    await this.events.record({ kind, subject: { type: 'certificate', id }, detail: { serial, ...detail } });
    await this.events.record({ kind, subject: { type: 'activity', id: activity_id }, detail: { serial } });
  }

  async issued(ids: number[]): Promise<void> {
    await this.bus.tell('certificates.issued', { ids, automatic: false });
  }

  async ended(ids: number[]): Promise<void> {
    await this.bus.tell('certificates.ended', { ids });
  }
}
