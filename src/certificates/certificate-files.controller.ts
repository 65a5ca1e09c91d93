import { Controller, Get, Param, Query } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { asReader } from '../web/as-reader.js';
import type { Locale } from '../i18n/locale.js';
import { Can } from '../web/access.js';
import { addressNumber } from '../web/address-number.js';
import { file, type FileAnswer, keptFile, type RedirectAnswer } from '../web/answers.js';
import { orWarning } from '../web/form-answers.js';
import { textAsked } from '../web/pager.js';
import { paths } from '../web/paths.js';
import { ReaderLocale } from '../web/reader-locale.js';
import { CertificateFiles, fileNameOf } from './certificate-files.js';
import { certificatePdf } from './certificate.pdf.js';
import { certificateSvg } from './certificate.svg.js';
import { CredentialDesk } from './credential-desk.js';

/** Certificates to download and to print, for staff. */
@Controller()
export class CertificateFilesController {
  constructor(
    private readonly files: CertificateFiles,
    private readonly credentials: CredentialDesk,
  ) {}

  @Can('certificate.read')
  @Get('certificates/:id/certificate.pdf')
  async pdf(@Param('id') id: string): Promise<FileAnswer> {
    const printed = await this.files.one(addressNumber(id));
    const content = await certificatePdf(printed, this.files.pictures);
    return file(content, 'application/pdf', fileNameOf({ printed }, 'pdf'));
  }

  @Can('certificate.read')
  @Get('certificates/:id/picture.svg')
  async picture(@Param('id') id: string): Promise<FileAnswer> {
    const printed = await this.files.one(addressNumber(id));
    const content = await certificateSvg(printed, this.files.pictures);
    const etag = createHash('sha256').update(content).digest('base64url');
    const kept = { etag, bytes: Buffer.byteLength(content), inline: true };
    return keptFile(content, 'image/svg+xml', fileNameOf({ printed }, 'svg'), kept);
  }

  @Can('certificate.read')
  @Get('certificates/:id/credential.jwt')
  async credential(@Param('id') id: string): Promise<FileAnswer> {
    // A credential says nothing of its state: none is made of what has ended.
    const printed = await this.files.one(addressNumber(id), { inForce: true });
    return file(await this.credentials.jwt(printed), 'application/vc+jwt', fileNameOf({ printed }, 'jwt'));
  }

  @Can('certificate.read')
  @Get('activities/:code/certificates/all.pdf')
  async allPdf(
    @Param('code') code: string,
    @Query('order') asked: unknown,
    @ReaderLocale() locale: Locale,
  ): Promise<FileAnswer | RedirectAnswer> {
    const order = textAsked(asked) === 'name' ? 'name' : 'place';
    return orWarning(paths.activityCertificates(code), async () => {
      const { content } = await this.files.pdf(code, order, locale);
      return file(asReader(content), 'application/pdf', `${code}.pdf`);
    });
  }

  @Can('certificate.read')
  @Get('activities/:code/certificates/all.zip')
  async allZip(@Param('code') code: string): Promise<FileAnswer | RedirectAnswer> {
    return orWarning(paths.activityCertificates(code), async () => {
      const { content } = await this.files.zip(code);
      return file(asReader(content), 'application/zip', `${code}.zip`);
    });
  }
}
