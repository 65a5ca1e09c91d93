import { Entity, Index } from 'typeorm';
import { Day, Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/** A human being who takes part. */
@Entity('people')
@Index('UQ_people_ref', ['ref'], { unique: true })
@Index('IX_people_unit', ['unit_code', 'sort_key'])
// The order of the list, then what searching by words and territory reads: the index alone then answers.
@Index('IX_people_list', ['merged_into_id', 'sort_key', 'id', 'unit_code', 'sort_name'])
// What two records of one person agree in (likeness.ts), each with what says whether a record is looked at.
@Index('IX_people_name_year', ['sort_name', 'birth_year', 'merged_into_id', 'unit_code'])
// Who signs in to learn.
@Index('IX_people_email', ['email', 'merged_into_id'])
@Index('IX_people_phone', ['phone', 'merged_into_id', 'unit_code'])
@Index('IX_people_id_hash', ['national_id_hash', 'merged_into_id', 'unit_code'])
@Index('IX_people_initials', ['unit_code', 'name_initials', 'birth_year', 'merged_into_id'])
export class Person {
  @Id() id!: number;
  @Text(64) ref!: string;
  @Text() full_name!: string;
  /** Given name first, without marks and case: what lists are searched by. */
  @Text() sort_name!: string;
  /** Vietnamese order of the given name (sort-key.ts): what lists are sorted by. */
  @Text(400) sort_key!: string;
  /** First letters of the words of the name (likeness.ts): what similar names of one home are found by. */
  @Text(64, { default: '' }) name_initials!: string;
  @Text(1, { nullable: true }) sex!: 'f' | 'm' | 'x' | null;
  @Day({ nullable: true }) birth_date!: string | null;
  @Int({ nullable: true }) birth_year!: number | null;
  /** Home, as a code: which place that is depends on the day (counting method §3). */
  @Text(64) unit_code!: string;
  @Text(32, { nullable: true }) phone!: string | null;
  @Text(190, { nullable: true }) email!: string | null;
  /** Keyed hash of the national ID; the number itself is never kept. */
  @Text(64, { nullable: true }) national_id_hash!: string | null;
  @Text(3, { nullable: true }) national_id_tail!: string | null;
  /** Sensitive: empty unless the installation switched it on. */
  @Text(64, { nullable: true }) ethnicity!: string | null;
  @Day({ nullable: true }) consent_on!: string | null;
  @Text(190, { nullable: true }) consent_by!: string | null;
  /** The person this record turned out to be; its own rows stay as they were, so that a merge can be undone. */
  @Int({ nullable: true }) merged_into_id!: number | null;
  @Instant() created_at!: string;
  @Int({ default: 1 }) version!: number;
}

/** A word of a person's name, with what else is asked when somebody is looked up by it: the index alone answers. */
@Entity('person_name_words')
@Index('IX_person_name_words_word', ['word', 'sort_name', 'unit_code', 'person_id'])
@Index('IX_person_name_words_home', ['unit_code', 'word', 'sort_name', 'person_id'])
@Index('IX_person_name_words_person', ['person_id'])
export class PersonNameWord {
  @Id() id!: number;
  @Text(64) word!: string;
  /** As of the person. */
  @Text() sort_name!: string;
  /** As of the person. */
  @Text(64) unit_code!: string;
  @Int() person_id!: number;
}

/** An enterprise, a cooperative or a household. */
@Entity('organisations')
@Index('UQ_organisations_ref', ['ref'], { unique: true })
@Index('IX_organisations_unit', ['unit_code', 'sort_key'])
@Index('IX_organisations_sort_key', ['sort_key'])
export class Organisation {
  @Id() id!: number;
  @Text(64) ref!: string;
  @Text() name!: string;
  @Text() sort_name!: string;
  @Text(400) sort_key!: string;
  @Text(64) group_code!: string;
  @Text(64) unit_code!: string;
  @Flag({ default: 0 }) craft_village!: number;
  @Instant() created_at!: string;
  @Int({ default: 1 }) version!: number;
}

/** One merge of two people, kept so that it can be undone. */
@Entity('person_merges')
@Index('IX_person_merges_from', ['from_id'])
export class PersonMerge {
  @Id() id!: number;
  @Int() from_id!: number;
  @Int() into_id!: number;
  @LongText({ nullable: true }) reason!: string | null;
  @Int({ nullable: true }) actor_id!: number | null;
  @Instant() merged_at!: string;
  @Instant({ nullable: true }) undone_at!: string | null;
}

/** Two records that somebody found to be two people, though something speaks for one. */
@Entity('distinct_people')
@Index('UQ_distinct_people', ['person_id', 'other_id'], { unique: true })
@Index('IX_distinct_people_other', ['other_id'])
export class DistinctPeople {
  @Id() id!: number;
  /** The one recorded first: the smaller id. */
  @Int() person_id!: number;
  @Int() other_id!: number;
  @Int({ nullable: true }) actor_id!: number | null;
  @Instant() decided_at!: string;
}
