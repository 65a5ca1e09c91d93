import { Entity, Index } from 'typeorm';
import { Id, Instant, Int, LongText, Text } from '../database/columns.js';

/**
 * A file that belongs to an activity or to one of its sessions, and exists for whom that one exists for. What is in it lies
 * on the disk under the hash of its bytes (file-store.ts).
 */
@Entity('files')
@Index('UQ_files_session', ['session_id', 'sha256'], { unique: true })
@Index('IX_files_activity', ['activity_id'])
@Index('IX_files_sha256', ['sha256'])
@Index('IX_files_preview', ['preview_sha256'])
export class FileRow {
  @Id() id!: number;
  @Int() activity_id!: number;
  /** Null: it belongs to the activity as a whole. */
  @Int({ nullable: true }) session_id!: number | null;
  @Text(16) kind!: 'photo' | 'material';
  @Text(64) sha256!: string;
  /** A small picture of it; null where there is none. */
  @Text(64, { nullable: true }) preview_sha256!: string | null;
  @Int() bytes!: number;
  /** What it is by its content. */
  @Text(100) media_type!: string;
  /** As it was called; empty for photos: cameras and people put into a name what nobody asked for. */
  @Text(190) name!: string;
  @LongText({ nullable: true }) note!: string | null;
  @Int({ nullable: true }) author_id!: number | null;
  @Instant() added_at!: string;
}
