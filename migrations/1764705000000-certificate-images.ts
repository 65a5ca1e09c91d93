import type { MigrationInterface, QueryRunner } from 'typeorm';
import { id, int, optional, table, text, unique } from './columns.js';

const IMAGES = table(
  'certificate_images',
  [
    ...[id(), text('sha256', 64), int('bytes'), int('width'), int('height')],
    ...[optional(int('author_id')), text('added_at', 24)],
  ],
  [unique('UQ_certificate_images', 'sha256')],
);

/** Logos, signatures and seals of certificates; what is in them lies on the disk. */
export class CertificateImages1764705000000 implements MigrationInterface {
  name = 'CertificateImages1764705000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(IMAGES, true, false, true);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(IMAGES, true);
  }
}
