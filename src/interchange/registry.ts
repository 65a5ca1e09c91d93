import { Injectable } from '@nestjs/common';
import { DomainError } from '../errors.js';
import { actor } from '../web/actor.js';
import { may, type Permission } from '../web/permissions.js';
import type { Columns } from './columns-file.js';
import type { DocumentFile, Exporter, Importer } from './importer.js';

/** Every kind of file, in the order in which a folder of them is brought in: each needs only those before it. */
export const FILE_ORDER = [
  'units',
  'successions',
  'groups',
  'plan',
  'baselines',
  'people',
  'organisations',
  'activities',
  'sessions',
  'participations',
  'completions',
  'test_results',
  'attendance',
  'headcounts',
] as const;
export type FileKind = (typeof FILE_ORDER)[number];

/** Which files the features bring in and write out. */
@Injectable()
export class FileRegistry {
  private readonly importers = new Map<string, Importer>();
  private readonly exporters = new Map<string, Exporter>();
  private readonly documents = new Map<string, DocumentFile>();

  /** Adds a kind of table; called by its feature when the application starts. */
  register<C extends Columns>(importer: Importer<C>, exporter: Exporter): void {
    this.importers.set(importer.file.kind, importer as unknown as Importer);
    this.exporters.set(exporter.kind, exporter);
  }

  /** Adds a kind of document. */
  registerDocument(document: DocumentFile): void {
    this.documents.set(document.kind, document);
  }

  document(kind: string): DocumentFile | undefined {
    return this.documents.get(kind);
  }

  importer(kind: string): Importer | undefined {
    return this.importers.get(kind);
  }

  exporter(kind: string): Exporter | undefined {
    return this.exporters.get(kind);
  }

  /** The kinds that whoever is acting may bring in, in the order of bringing in. */
  kinds(): FileKind[] {
    return FILE_ORDER.filter((kind) => this.mayBringIn(this.permissionOf(kind)));
  }

  /**
   * Refuses a kind that there is not, or that whoever is acting may not bring in (any more).
   * @throws DomainError not found, forbidden
   */
  requireRight(kind: string): void {
    const permission = this.permissionOf(kind);
    if (!permission) throw new DomainError('import.unknown_kind', { kind }, 'not_found');
    if (!this.mayBringIn(permission)) throw new DomainError('not_allowed', {}, 'forbidden');
  }

  private permissionOf(kind: string): Permission | undefined {
    return this.importers.get(kind)?.permission ?? this.documents.get(kind)?.permission;
  }

  /** The command line (nobody acting) has all rights. */
  private mayBringIn(permission: Permission | undefined): boolean {
    const who = actor();
    return permission !== undefined && (who === null || may(who.role, permission));
  }
}
