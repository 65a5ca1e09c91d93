import { Module } from '@nestjs/common';
import { ImportDesk } from './import-desk.js';
import { ImportsApiController } from './imports.api.controller.js';
import { ImportsController } from './imports.controller.js';

/** Bringing files in by page and by program. */
@Module({ controllers: [ImportsController, ImportsApiController], providers: [ImportDesk] })
export class ImportsModule {}
