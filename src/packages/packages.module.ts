import { Module } from '@nestjs/common';
import { ContentController } from './content.controller.js';
import { ContentTickets } from './content-tickets.js';
import { PackageFrames } from './package-frames.js';
import { PackageShelf } from './package-shelf.js';

/** SCORM packages: their files, kept apart from the site, and the frame in which one is shown. */
@Module({
  controllers: [ContentController],
  providers: [ContentTickets, PackageFrames, PackageShelf],
  exports: [PackageFrames],
})
export class PackagesModule {}
