import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, Text } from '../database/columns.js';

/** A link that was mailed to an address: whoever presses it within ten minutes, once, learns as somebody with that address. */
@Entity('learner_links')
@Index('UQ_learner_links_token', ['token_hash'], { unique: true })
@Index('IX_learner_links_email', ['email'])
export class LearnerLink {
  @Id() id!: number;
  /** As people have it: lower case. */
  @Text() email!: string;
  @Text(64) token_hash!: string;
  @Instant() made_at!: string;
  @Instant() expires_at!: string;
  @Instant({ nullable: true }) used_at!: string | null;
}

/** A personal code on paper: four characters to find it, twelve that nobody keeps. */
@Entity('learner_codes')
@Index('UQ_learner_codes_lookup', ['lookup'], { unique: true })
@Index('IX_learner_codes_person', ['person_id'])
export class LearnerCode {
  @Id() id!: number;
  @Int() person_id!: number;
  @Text(4) lookup!: string;
  /** Argon2id of the other twelve. */
  @Text(190) secret_hash!: string;
  @Instant() made_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
  @Day({ nullable: true }) last_used_on!: string | null;
  @Instant({ nullable: true }) withdrawn_at!: string | null;
}

/** A browser in which somebody learns without an account. It opens what that person learns, and nothing else. */
@Entity('learner_sessions')
@Index('UQ_learner_sessions_token', ['token_hash'], { unique: true })
@Index('IX_learner_sessions_person', ['person_id'])
@Index('IX_learner_sessions_expires', ['expires_at'])
export class LearnerSession {
  @Id() id!: number;
  @Text(64) token_hash!: string;
  /** The record signed in with; of one that was merged the survivor learns. */
  @Int() person_id!: number;
  @Text(8) way!: 'link' | 'code';
  /** The code it was opened with: it ends with that. */
  @Int({ nullable: true }) code_id!: number | null;
  @Flag() is_own_device!: number;
  @Instant() made_at!: string;
  @Instant() seen_at!: string;
  @Instant() expires_at!: string;
}

/** Which person of the register a user is, as somebody said who may; without a row the e-mail address decides. */
@Entity('learner_accounts')
@Index('UQ_learner_accounts_user', ['user_id'], { unique: true })
@Index('IX_learner_accounts_person', ['person_id'])
export class LearnerAccount {
  @Id() id!: number;
  @Int() user_id!: number;
  @Int() person_id!: number;
  @Instant() linked_at!: string;
  @Int({ nullable: true }) author_id!: number | null;
}
