import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { DomainError } from '../errors.js';
import { ACCESS, type Access, TAKES_FILE } from './access.js';
import { isUnsafe, requireSameOrigin, requireToken } from './csrf.js';
import { may } from './permissions.js';
import { contextOf, hasContext, type Owed, type RequestContext } from './request.js';

/** Nobody is signed in, and the route is not public. */
export class SignInNeeded extends DomainError {
  constructor(readonly badToken: boolean) {
    super(badToken ? 'bad_token' : 'sign_in_needed', {}, 'forbidden');
  }
}

/** Somebody is signed in who must first do something else. */
export class OwesFirst extends DomainError {
  constructor(readonly owes: Owed | 'second_factor_code') {
    super(`owes.${owes}`, {}, 'forbidden');
  }
}

/** Closed by default: every route is judged by what it declares, and a route that declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(execution: ExecutionContext): boolean {
    const request = execution.switchToHttp().getRequest<Request>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      execution.getHandler(),
      execution.getClass(),
    ]);
    if (!access) throw new DomainError('closed', {}, 'forbidden');
    // Health checks and style sheets are asked for without looking at who asks.
    if (access.kind === 'public' && !hasContext(request) && !isUnsafe(request)) return true;
    const context = contextOf(request);
    judge(access, context);
    const takesFile = this.reflector.get<object | undefined>(TAKES_FILE, execution.getHandler()) !== undefined;
    if (isUnsafe(request)) guardChange(request, context, takesFile);
    return true;
  }
}

function judge(access: Access, context: RequestContext): void {
  if (context.badToken) throw new SignInNeeded(true);
  if (access.kind === 'public') return;
  const { principal, session } = context;
  if (!principal) throw new SignInNeeded(false);
  if (access.kind === 'half') {
    if (session?.stage !== 'password') throw new DomainError('closed', {}, 'forbidden');
    return;
  }
  if (session?.stage === 'password') throw new OwesFirst('second_factor_code');
  if (context.owes && !access.whileOwing) throw new OwesFirst(context.owes);
  if (!may(principal.role, access.permission)) throw new DomainError('not_allowed', {}, 'forbidden');
}

/** The body of a form with a file is read after this guard, for nobody but those it lets pass. */
function guardChange(request: Request, context: RequestContext, takesFile: boolean): void {
  requireSameOrigin(request);
  const readLater = takesFile && request.is('multipart/form-data') === 'multipart/form-data';
  if (context.session && !readLater) requireToken(request, context.session);
}
