import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { nowIso } from '../../config/clock.js';
import { Database } from '../../database/database.js';
import { DomainError } from '../../errors.js';
import { actor } from '../actor.js';
import { type Answer, JsonAnswer } from '../answers.js';
import { isApi } from '../request.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/**
 * A post to the API with an `Idempotency-Key` is done once: the answer is kept in the same transaction as what it did, and
 * a repetition, also one that comes while the first is still running, gets that answer.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(execution: ExecutionContext, next: CallHandler<Answer>): Observable<Answer> {
    const request = execution.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    if (key === undefined || request.method !== 'POST' || !isApi(request)) return next.handle();
    if (typeof key !== 'string' || key.length > 255 || key === '') throw new DomainError('api.idempotency_key');
    return from(this.once(keyHash(key), requestHash(request), next));
  }

  private async once(key: string, request: string, next: CallHandler<Answer>): Promise<Answer> {
    return this.database.transaction(async () => {
      const sql = 'SELECT request_hash, status, body FROM idempotency_keys WHERE key_hash = ?';
      const [known] = await this.database.rowsForUpdate<IdempotencyKey>(sql, [key]);
      if (known && known.request_hash !== request) throw new DomainError('api.idempotency_reused', {}, 'conflict');
      if (known) return new JsonAnswer(JSON.parse(known.body), known.status, { 'Idempotency-Replayed': 'true' });
      const answer = await lastValueFrom(next.handle());
      if (!(answer instanceof JsonAnswer)) throw new TypeError('a post of the API answers with JSON');
      await this.database.insert(IdempotencyKey, [
        {
          key_hash: key,
          request_hash: request,
          status: answer.status,
          body: JSON.stringify(answer.body),
          created_at: nowIso(),
        },
      ]);
      return answer;
    });
  }
}

/** Keys belong to whoever sent them: two people may use the same one. */
function keyHash(key: string): string {
  return createHash('sha256')
    .update(`${actor()?.user_id ?? 0}\u0000${key}`)
    .digest('base64url');
}

function requestHash(request: Request): string {
  const body = JSON.stringify(request.body ?? null);
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\u0000${body}`).digest('base64url');
}
