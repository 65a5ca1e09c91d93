import { Controller, Get, Param, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import { readCode } from '../certificates/certificate-code.js';
import { CertificateFiles, fileNameOf } from '../certificates/certificate-files.js';
import { CertificateRegister, type Registered } from '../certificates/certificate-register.js';
import { certificatePdf } from '../certificates/certificate.pdf.js';
import { CredentialDesk } from '../certificates/credential-desk.js';
import { NotFound } from '../errors.js';
import { Public } from '../web/access.js';
import { file, type FileAnswer } from '../web/answers.js';
import { LinkGoneFilter } from './link-gone.filter.js';
import { MineDoor } from './mine-door.js';

/** The certificates of a participant to download, by the own link. */
@UseFilters(LinkGoneFilter)
@Controller('mine/:token/certificates')
export class MineFilesController {
  constructor(
    private readonly door: MineDoor,
    private readonly register: CertificateRegister,
    private readonly files: CertificateFiles,
    private readonly credentials: CredentialDesk,
  ) {}

  @Public()
  @Get(':code.pdf')
  async pdf(@Param('token') token: string, @Param('code') code: string, @Req() request: Request): Promise<FileAnswer> {
    const certificate = await this.own(token, code, request);
    const content = await certificatePdf(certificate.printed, this.files.pictures);
    return file(content, 'application/pdf', fileNameOf(certificate, 'pdf'));
  }

  @Public()
  @Get(':code.jwt')
  async credential(
    @Param('token') token: string,
    @Param('code') code: string,
    @Req() request: Request,
  ): Promise<FileAnswer> {
    const certificate = await this.own(token, code, request);
    return file(await this.credentials.jwt(certificate.printed), 'application/vc+jwt', fileNameOf(certificate, 'jwt'));
  }

  /** One of their own that is still good; of a child only where the name may stand on it for whoever has the link. */
  private async own(token: string, given: string, request: Request): Promise<Registered> {
    const { holder, name } = await this.door.enter(token, request);
    const read = readCode(given);
    const found = 'code' in read ? await this.register.byCode(read.code) : undefined;
    const isOwn = found && holder.records.includes(found.person_id) && found.ending === null;
    if (!isOwn || name.isHidden) throw new NotFound('mine.link_gone');
    return found;
  }
}
