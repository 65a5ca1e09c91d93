import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions.js';

export const ACCESS = 'access';

/** What a route asks of its caller. A route that declares none of these is closed. */
export type Access =
  | { kind: 'public' }
  /** The password was given, the second factor is still owed. */
  | { kind: 'half' }
  | { kind: 'can'; permission: Permission; whileOwing: boolean };

/** Open to everybody. */
export const Public = (): MethodDecorator & ClassDecorator => declare({ kind: 'public' });

/** For those who have given the password and still owe the second factor. */
export const HalfSignedIn = (): MethodDecorator & ClassDecorator => declare({ kind: 'half' });

/** For those with the permission. `whileOwing`: also before a password of one's own or the second factor is set up. */
export const Can = (permission: Permission, options: { whileOwing?: boolean } = {}): MethodDecorator & ClassDecorator =>
  declare({ kind: 'can', permission, whileOwing: options.whileOwing ?? false });

export const TAKES_FILE = 'takes-file';

/** The most files that a form may bring, and the most bytes of each. */
export interface UploadLimits {
  most: number;
  bytes: number;
}

/** These limits as forms say them. */
export const saidLimits = ({ most, bytes }: UploadLimits): { most: number; megabytes: number } => ({
  most,
  megabytes: bytes / 1024 / 1024,
});

/** The route reads a multipart form with one file; the token of that form is checked where it is read (upload.ts). */
export const TakesFile = (): MethodDecorator => SetMetadata(TAKES_FILE, {});

/** As above with several files, and a form that is shown again when they are refused (uploads.ts). */
export const TakesFiles = (limits: UploadLimits): MethodDecorator => SetMetadata(TAKES_FILE, limits);

function declare(access: Access): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ACCESS, access));
}
