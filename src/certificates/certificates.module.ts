import { Module } from '@nestjs/common';
import { ActivitiesModule } from '../activities/activities.module.js';
import { PeopleModule } from '../people/people.module.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { CertificateSigner } from './certificate-signer.js';
import { SigningKeys } from './signing-keys.js';

/** Certificates: the register, issuing, the paper, and checking one. */
@Module({
  imports: [ActivitiesModule, PeopleModule, TerritoryModule],
  providers: [SigningKeys, CertificateSigner],
  exports: [SigningKeys, CertificateSigner],
})
export class CertificatesModule {}
