import { Module } from '@nestjs/common';
import { ImportDesk } from './import-desk.js';
import { ImportSweep } from './import-sweep.js';
import { ImportsApiController } from './imports.api.controller.js';
import { ImportsController } from './imports.controller.js';
import { IncomingFiles } from './incoming-files.js';

/** Bringing files in by page and by program. */
@Module({ controllers: [ImportsController, ImportsApiController], providers: [ImportDesk, ImportSweep, IncomingFiles] })
export class ImportsModule {}
