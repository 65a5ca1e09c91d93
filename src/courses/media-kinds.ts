/** What a file of a course can be. */
export const MEDIA_KINDS = ['picture', 'pdf', 'video', 'audio', 'captions', 'package'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
