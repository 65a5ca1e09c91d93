import { Global, Module } from '@nestjs/common';
import { FolderExport } from './folder-export.js';
import { ImportRunner } from './import-runner.js';
import { FileRegistry } from './registry.js';
import { RowsRunner } from './rows-runner.js';

/** Files in and out. Global: every feature registers its files here. */
@Global()
@Module({
  providers: [FileRegistry, ImportRunner, RowsRunner, FolderExport],
  exports: [FileRegistry, ImportRunner, RowsRunner, FolderExport],
})
export class InterchangeModule {}
