import { Entity, Index } from 'typeorm';
import { Day, Id, Instant, Int, LongText, Text } from '../database/columns.js';

/**
 * A key that certificates are signed with. Rows stay for good: what was signed can be checked as long as the public half is
 * here. The private half goes when the key is retired.
 */
@Entity('signing_keys')
@Index('UQ_signing_keys_kid', ['kid'], { unique: true })
@Index('UQ_signing_keys_current', ['current_slot'], { unique: true })
export class SigningKey {
  @Id() id!: number;
  /** What the key is called in signatures: the first 40 bits of its thumbprint (RFC 7638) in Crockford's base 32. */
  @Text(8) kid!: string;
  /** The public half, as `x` of a JWK (RFC 8037). */
  @Text(43) public_x!: string;
  /** The private half (`d` of the JWK), sealed with the secret of the installation; null: retired. */
  @LongText({ nullable: true }) sealed!: string | null;
  /** 1 for the key that signs; null for all others, so that the index allows one. */
  @Int({ nullable: true }) current_slot!: 1 | null;
  @Instant() created_at!: string;
  @Instant({ nullable: true }) retired_at!: string | null;
  /** The day from which signatures are not trusted any more; null: all are. */
  @Day({ nullable: true }) revoked_from!: string | null;
  /** Why it is not trusted any more, as the administrator wrote it. */
  @LongText({ nullable: true }) reason!: string | null;
}
