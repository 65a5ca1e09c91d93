import { Global, Module } from '@nestjs/common';
import { FileIntake } from './file-intake.js';
import { FileSweep } from './file-sweep.js';

/** Files of people beside the database. Global: any feature may have something to keep. */
@Global()
@Module({ providers: [FileIntake, FileSweep], exports: [FileIntake, FileSweep] })
export class FilesModule {}
