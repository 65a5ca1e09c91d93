import { Module, type OnModuleInit } from '@nestjs/common';
import { FileRegistry } from '../interchange/registry.js';
import { AddressReaders } from '../mail/address-readers.js';
import { TerritoryModule } from '../territory/territory.module.js';
import { ActivityCounts } from './activity-counts.js';
import { ChildReads } from './child-reads.js';
import { ConsentController } from './consent.controller.js';
import { ConsentDesk } from './consent-desk.js';
import { ConsentMerges } from './consent-merges.js';
import { Consents } from './consents.js';
import { DistinctPairs } from './distinct-people.js';
import { DuplicateCandidates } from './duplicate-candidates.js';
import { DuplicatesController } from './duplicates.controller.js';
import { DuplicatesList } from './duplicates.list.js';
import { History } from './history.js';
import { KeptBack } from './kept-back.js';
import { MemberController } from './member.controller.js';
import { MemberDesk } from './member-desk.js';
import { Members } from './members.js';
import { MergeNotes } from './merge-notes.js';
import { MergesApiController } from './merges.api.controller.js';
import { NameWords } from './name-words.js';
import { OrganisationDesk } from './organisation-desk.js';
import { OrganisationFormController } from './organisation-form.controller.js';
import { OrganisationSections } from './organisation-sections.js';
import { OrganisationsApiController } from './organisations.api.controller.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsExporter } from './organisations.exporter.js';
import { OrganisationsImporter } from './organisations.importer.js';
import { OrganisationsList } from './organisations.list.js';
import { PairDesk } from './pair-desk.js';
import { PairRecords } from './pair-records.js';
import { PeopleApiController } from './people.api.controller.js';
import { PeopleController } from './people.controller.js';
import { PeopleExporter } from './people.exporter.js';
import { PeopleImporter } from './people.importer.js';
import { PeopleList } from './people.list.js';
import { PeopleLookup } from './people.lookup.js';
import { PersonDesk } from './person-desk.js';
import { PersonFormController } from './person-form.controller.js';
import { PersonMailController } from './person-mail.controller.js';
import { PersonMerges } from './person-merges.js';
import { PersonNames } from './person-names.js';
import { PersonSections } from './person-sections.js';
import { Registrations } from './registrations.js';

const DESKS = [PersonDesk, Registrations, PersonSections, Consents, ConsentDesk, ConsentMerges];
const MEMBERSHIPS = [OrganisationDesk, OrganisationSections, Members, MemberDesk];
/** What finds and decides of possible duplicates. */
const DUPLICATES = [ActivityCounts, DistinctPairs, DuplicateCandidates, DuplicatesList, PairDesk, PairRecords];
const FILES = [PeopleImporter, PeopleExporter, OrganisationsImporter, OrganisationsExporter];

/** Persons and organisations: records, files, duplicates, and who sees what of a person. */
@Module({
  imports: [TerritoryModule],
  // Addresses of words before those of a number.
  controllers: [
    PersonFormController,
    PersonMailController,
    ConsentController,
    OrganisationFormController,
    MemberController,
    // Before the address of a person, which would be taken for it.
    DuplicatesController,
    PeopleController,
    OrganisationsController,
    PeopleApiController,
    OrganisationsApiController,
    MergesApiController,
  ],
  providers: [
    ...FILES,
    ...DESKS,
    ...MEMBERSHIPS,
    ...DUPLICATES,
    NameWords,
    PeopleList,
    PeopleLookup,
    KeptBack,
    OrganisationsList,
    History,
    MergeNotes,
    PersonMerges,
    PersonNames,
    ChildReads,
  ],
  exports: [
    ...[ChildReads, Consents, KeptBack, OrganisationsList, PeopleList, PeopleLookup, PersonDesk],
    ...[PersonNames, PersonMerges, Registrations],
  ],
})
export class PeopleModule implements OnModuleInit {
  constructor(
    private readonly registry: FileRegistry,
    private readonly people: PeopleImporter,
    private readonly peopleOut: PeopleExporter,
    private readonly organisations: OrganisationsImporter,
    private readonly organisationsOut: OrganisationsExporter,
    private readonly list: PeopleList,
    private readonly addresses: AddressReaders,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.people, this.peopleOut);
    this.registry.register(this.organisations, this.organisationsOut);
    this.addresses.provide(async (ids) => new Set((await this.list.several(ids)).keys()));
  }
}
