import { Entity, Index } from 'typeorm';
import { Day, Id, Instant, Int, Text } from '../database/columns.js';

/** Who belongs to an organisation, as what, from when to when. No figure is made of it: who came for whom is on rosters. */
@Entity('organisation_members')
@Index('IX_organisation_members_organisation', ['organisation_id'])
@Index('IX_organisation_members_person', ['person_id'])
export class OrganisationMember {
  @Id() id!: number;
  @Int() organisation_id!: number;
  @Int() person_id!: number;
  /** `head`, `member`, `worker` or `other`. */
  @Text(10) role!: string;
  /** Null: nobody knows. */
  @Day({ nullable: true }) since!: string | null;
  /** The last day; null: still belongs to it. */
  @Day({ nullable: true }) ended_on!: string | null;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() recorded_at!: string;
}
