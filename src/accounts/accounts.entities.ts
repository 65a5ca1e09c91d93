import { Entity, Index } from 'typeorm';
import { Flag, Id, Instant, Int, LongText, Text } from '../database/columns.js';
import type { Role } from '../web/permissions.js';

/** Somebody who signs in. */
@Entity('users')
@Index('UQ_users_email', ['email'], { unique: true })
export class User {
  @Id() id!: number;
  /** Lower case. */
  @Text() email!: string;
  @Text() name!: string;
  @Text(20) role!: Role;
  /** The place whose territory the rights reach; null: everywhere. */
  @Int({ nullable: true }) place_id!: number | null;
  @Text(5) locale!: string;
  /** Argon2id in its encoded form; null: no password yet (a reset link sets one). */
  @Text(190, { nullable: true }) password_hash!: string | null;
  /** A generated password must be changed at its first use. */
  @Flag({ default: 0 }) password_expired!: number;
  /** TOTP secret, sealed; null: no second factor. */
  @Text(190, { nullable: true }) totp_secret!: string | null;
  /** Last 30-second step that was used: a code works once. */
  @Int({ nullable: true }) totp_last_step!: number | null;
  @Instant({ nullable: true }) disabled_at!: string | null;
  @Instant() created_at!: string;
  @Int({ default: 1 }) version!: number;
}

/** One of the codes that replace a lost second factor, each usable once. */
@Entity('recovery_codes')
@Index('IX_recovery_codes_user', ['user_id'])
export class RecoveryCode {
  @Id() id!: number;
  @Int() user_id!: number;
  @Text(190) code_hash!: string;
  @Instant({ nullable: true }) used_at!: string | null;
}

/** A browser that is signed in (or has given the password and still owes the second factor). */
@Entity('sign_ins')
@Index('UQ_sign_ins_token', ['token_hash'], { unique: true })
@Index('IX_sign_ins_user', ['user_id'])
export class SignIn {
  @Id() id!: number;
  @Text(64) token_hash!: string;
  @Int() user_id!: number;
  /** `password`: the second factor is still owed; `full`: signed in. */
  @Text(10) stage!: 'password' | 'full';
  @Text(64) csrf_token!: string;
  /** What the next page says once, as JSON. */
  @LongText({ nullable: true }) flash!: string | null;
  @Text(64) address!: string;
  @Text(190) agent!: string;
  @Instant() created_at!: string;
  @Instant() seen_at!: string;
  @Instant() expires_at!: string;
  /** When the password was last given: some acts ask for it again. */
  @Instant({ nullable: true }) confirmed_at!: string | null;
}

/** A program's way in, with the rights of its owner. */
@Entity('api_tokens')
@Index('UQ_api_tokens_token', ['token_hash'], { unique: true })
@Index('IX_api_tokens_user', ['user_id'])
export class ApiToken {
  @Id() id!: number;
  @Int() user_id!: number;
  @Text() name!: string;
  @Text(64) token_hash!: string;
  @Text(8) token_tail!: string;
  @Instant() created_at!: string;
  @Instant({ nullable: true }) used_at!: string | null;
  @Instant({ nullable: true }) expires_at!: string | null;
  @Instant({ nullable: true }) revoked_at!: string | null;
}

/** A link that lets its holder set a new password, once. */
@Entity('password_resets')
@Index('UQ_password_resets_token', ['token_hash'], { unique: true })
export class PasswordReset {
  @Id() id!: number;
  @Int() user_id!: number;
  @Text(64) token_hash!: string;
  @Instant() created_at!: string;
  @Instant() expires_at!: string;
  @Instant({ nullable: true }) used_at!: string | null;
}

/** A link by which a telephone fetches its owner's calendar, without signing in; one of each owner is in use. */
@Entity('calendar_links')
@Index('UQ_calendar_links_token', ['token_hash'], { unique: true })
@Index('IX_calendar_links_user', ['user_id'])
export class CalendarLink {
  @Id() id!: number;
  @Int() user_id!: number;
  @Text(64) token_hash!: string;
  /** What the calendar is narrowed by, as JSON; the calendar reads it. */
  @LongText() filter!: string;
  @Instant() created_at!: string;
  @Instant({ nullable: true }) fetched_at!: string | null;
  @Instant({ nullable: true }) ended_at!: string | null;
}

/** How often a door was knocked at, per account, address or code: one count for all processes and all doors. */
@Entity('throttles')
@Index('UQ_throttles_key', ['throttle_key'], { unique: true })
export class Throttle {
  @Id() id!: number;
  /** Keyed hash of door and caller: no address is kept in clear. */
  @Text(64) throttle_key!: string;
  @Instant() window_ends_at!: string;
  @Int() used!: number;
}
