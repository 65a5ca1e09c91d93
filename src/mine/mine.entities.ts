import { Entity, Index } from 'typeorm';
import { Day, Id, Instant, Int, Text } from '../database/columns.js';

/** The key to the page of a participant. What it opens, and nothing else, is open to whoever has it. */
@Entity('participant_links')
@Index('UQ_participant_links_token', ['token_hash'], { unique: true })
@Index('IX_participant_links_person', ['person_id'])
export class ParticipantLink {
  @Id() id!: number;
  /** The record it was made for; of one that was merged it opens the page of the survivor. */
  @Int() person_id!: number;
  /** With the secret of the installation the token can be made again of it, and with nothing else. */
  @Text(32) nonce!: string;
  @Text(64) token_hash!: string;
  @Instant() made_at!: string;
  /** Null: the command line, or nobody in person. */
  @Int({ nullable: true }) author_id!: number | null;
  @Day({ nullable: true }) last_used_on!: string | null;
  @Instant({ nullable: true }) withdrawn_at!: string | null;
  /** `not_me` and `unwanted` are what whoever has it said; `readdressed`: it had been mailed to an address that was corrected. */
  @Text(16, { nullable: true }) withdrawn_by!: 'staff' | 'not_me' | 'unwanted' | 'readdressed' | null;
}

/** A participant says how the name should be written; nothing changes before somebody of the staff has decided. */
@Entity('name_corrections')
@Index('UQ_name_corrections_form', ['form_key'], { unique: true })
@Index('IX_name_corrections_person', ['person_id', 'state'])
@Index('IX_name_corrections_state', ['state', 'id'])
export class NameCorrection {
  @Id() id!: number;
  @Int() person_id!: number;
  @Text() wanted_name!: string;
  @Text(200, { nullable: true }) remark!: string | null;
  @Text(16) state!: 'waiting' | 'done' | 'refused';
  /** Why it was refused: the participant reads it. */
  @Text(200, { nullable: true }) reason!: string | null;
  @Instant() asked_at!: string;
  @Int({ nullable: true }) decided_by_id!: number | null;
  @Instant({ nullable: true }) decided_at!: string | null;
  @Text(64) form_key!: string;
}

/** What a participant chose for letters; without a row all of them, in the language of the installation. */
@Entity('participant_choices')
@Index('UQ_participant_choices', ['person_id'], { unique: true })
export class ParticipantChoice {
  @Id() id!: number;
  @Int() person_id!: number;
  /** Null: not chosen. */
  @Text(2, { nullable: true }) locale!: 'vi' | 'en' | null;
  @Text(16) mails!: 'all' | 'certificates' | 'none';
  @Instant() changed_at!: string;
}
