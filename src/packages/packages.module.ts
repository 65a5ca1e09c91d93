import { Module } from '@nestjs/common';
import { ContentController } from './content.controller.js';
import { ContentTickets } from './content-tickets.js';
import { PackageFrames } from './package-frames.js';
import { PackageShelf } from './package-shelf.js';
import { PassChecks } from './pass-checks.js';

/** SCORM packages: their files, kept apart from the site, and the frame in which one is shown. */
@Module({
  controllers: [ContentController],
  providers: [ContentTickets, PackageFrames, PackageShelf, PassChecks],
  exports: [PackageFrames, PassChecks],
})
export class PackagesModule {}
