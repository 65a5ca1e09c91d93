import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ActivityCertificatesController } from './activity-certificates.controller.js';
import { AutomaticIssuing } from './automatic-issuing.js';
import { Candidates } from './candidates.js';
import { CertificateActs } from './certificate-acts.js';
import { CertificateDesigns } from './certificate-designs.js';
import { CertificateFilesController } from './certificate-files.controller.js';
import { CertificateFiles } from './certificate-files.js';
import { CertificateImages } from './certificate-images.js';
import { CertificateList } from './certificate-list.js';
import { CertificateNews } from './certificate-news.js';
import { CertificateRegister } from './certificate-register.js';
import { CertificateSigner } from './certificate-signer.js';
import { CertificateWriter } from './certificate-writer.js';
import { CertificatesApiController } from './certificates.api.controller.js';
import { CertificatesController } from './certificates.controller.js';
import { CredentialDesk } from './credential-desk.js';
import { DesignDesk } from './design-desk.js';
import { ActivityDesignController, PlanDesignController } from './design.controller.js';
import { Issuing } from './issuing.js';
import { OfflineCheckController } from './offline-check.controller.js';
import { Publication } from './publication.js';
import { SigningKeysController } from './signing-keys.controller.js';
import { SigningKeys } from './signing-keys.js';
import { QrCheck } from './qr-check.js';
import { TrainingPapers } from './training-papers.js';
import { VerifyController } from './verify.controller.js';
import { WellKnownController } from './well-known.controller.js';

const SIGNING = [SigningKeys, CertificateSigner, CredentialDesk];
const ISSUING = [
  QrCheck,
  Candidates,
  TrainingPapers,
  CertificateWriter,
  Issuing,
  AutomaticIssuing,
  CertificateActs,
  CertificateNews,
];
const DESIGNING = [CertificateImages, DesignDesk];
const READING = [CertificateRegister, CertificateList, CertificateFiles, CertificateDesigns, Publication];

/** Certificates: the register, issuing, the paper, and checking one. */
@Module({
  imports: [AccountsModule, ActivitiesModule, PeopleModule, TerritoryModule],
  controllers: [
    PlanDesignController,
    ActivityDesignController,
    ActivityCertificatesController,
    SigningKeysController,
    CertificatesController,
    OfflineCheckController,
    WellKnownController,
    VerifyController,
    CertificateFilesController,
    CertificatesApiController,
  ],
  providers: [...SIGNING, ...ISSUING, ...DESIGNING, ...READING],
  exports: [
    ...SIGNING,
    Candidates,
    CertificateRegister,
    CertificateList,
    CertificateFiles,
    CertificateImages,
    Issuing,
    Publication,
  ],
})
export class CertificatesModule {}
