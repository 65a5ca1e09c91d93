import { Module, type OnModuleInit } from '@nestjs/common';
import { FileRegistry } from '../interchange/registry.js';
import { BaselineController } from './baseline.controller.js';
import { BaselineNeeds } from './baseline-needs.js';
import { BaselineStore } from './baseline.store.js';
import { BaselinesApiController } from './baselines.api.controller.js';
import { BaselinesExporter, BaselinesImporter } from './baselines.importer.js';
import { BaselineBook } from './baselines.js';
import { GroupController } from './group.controller.js';
import { GroupsApiController } from './groups.api.controller.js';
import { GroupsExporter, GroupsImporter } from './groups.importer.js';
import { Groups } from './groups.js';
import { PlaceController } from './place.controller.js';
import { Places } from './places.js';
import { PlaceUses } from './place-uses.js';
import { ReformBook } from './reform-book.js';
import { ReformController } from './reform.controller.js';
import { ReformUndo } from './reform-undo.js';
import { Reforms } from './reforms.js';
import { Scopes } from './scope.js';
import { SuccessionController } from './succession.controller.js';
import { SuccessionsApiController } from './successions.api.controller.js';
import { SuccessionsExporter, SuccessionsImporter } from './successions.importer.js';
import { TerritoryController } from './territory.controller.js';
import { TerritoryStore } from './territory.store.js';
import { UnitsApiController } from './units.api.controller.js';
import { UnitsExporter, UnitsImporter } from './units.importer.js';

const FILES = [
  UnitsImporter,
  UnitsExporter,
  SuccessionsImporter,
  SuccessionsExporter,
  GroupsImporter,
  GroupsExporter,
  BaselinesImporter,
  BaselinesExporter,
];
const FOR_OTHERS = [TerritoryStore, Scopes, Groups, BaselineStore];

/** Places, successions, groups and baselines; whose rights reach where. */
@Module({
  controllers: [
    TerritoryController,
    PlaceController,
    SuccessionController,
    ReformController,
    GroupController,
    BaselineController,
    UnitsApiController,
    SuccessionsApiController,
    GroupsApiController,
    BaselinesApiController,
  ],
  providers: [...FOR_OTHERS, Places, PlaceUses, Reforms, ReformBook, ReformUndo, BaselineBook, BaselineNeeds, ...FILES],
  exports: FOR_OTHERS,
})
export class TerritoryModule implements OnModuleInit {
  constructor(
    private readonly registry: FileRegistry,
    private readonly units: UnitsImporter,
    private readonly unitsOut: UnitsExporter,
    private readonly successions: SuccessionsImporter,
    private readonly successionsOut: SuccessionsExporter,
    private readonly groups: GroupsImporter,
    private readonly groupsOut: GroupsExporter,
    private readonly baselines: BaselinesImporter,
    private readonly baselinesOut: BaselinesExporter,
  ) {}

  onModuleInit(): void {
    this.registry.register(this.units, this.unitsOut);
    this.registry.register(this.successions, this.successionsOut);
    this.registry.register(this.groups, this.groupsOut);
    this.registry.register(this.baselines, this.baselinesOut);
  }
}
