import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { now, nowIso } from '../../config/clock.js';
import { Database } from '../../database/database.js';
import { DomainError } from '../../errors.js';
import { actor } from '../actor.js';
import { type Answer, JsonAnswer } from '../answers.js';
import { API_ROUTE } from './api-route.js';
import { bodyFileOf } from './body-file.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { answerOf, piecesOf } from './kept-answer.js';

const KEPT_MS = 24 * 3_600_000;
const SWEEP_MS = 3_600_000;

/**
 * A post to the API with an `Idempotency-Key` is done once: the answer is kept in the same transaction as what it did, and
 * a repetition, also one that comes while the first is still running, gets that answer.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor, OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly reflector: Reflector,
  ) {}

  /** Answers are kept for a day: they may repeat what was sent, names too. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.forget().catch(() => undefined), SWEEP_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Deletes the answers that are older than a day, by the key of the table: rows are written in order of time. */
  async forget(): Promise<void> {
    const before = new Date(now().getTime() - KEPT_MS).toISOString();
    const sql = 'SELECT MAX(id) AS id FROM idempotency_keys WHERE created_at < ?';
    const last = await this.database.row<{ id: number | null }>(sql, [before]);
    const id = last?.id ?? null;
    if (id === null) return;
    await this.database.transaction(() => this.database.execute('DELETE FROM idempotency_keys WHERE id <= ?', [id]));
  }

  intercept(execution: ExecutionContext, next: CallHandler<Answer>): Observable<Answer> {
    const request = execution.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    const isOfApi = this.reflector.get<object | undefined>(API_ROUTE, execution.getHandler()) !== undefined;
    if (key === undefined || request.method !== 'POST' || !isOfApi) return next.handle();
    if (typeof key !== 'string' || key.length > 255 || key === '') throw new DomainError('api.idempotency_key');
    return from(this.once(keyHash(key), requestHash(request), next));
  }

  private async once(key: string, request: string, next: CallHandler<Answer>): Promise<Answer> {
    return this.database.transaction(async () => {
      const sql = 'SELECT id, request_hash, status, body FROM idempotency_keys WHERE key_hash = ?';
      const [known] = await this.database.rowsForUpdate<IdempotencyKey>(sql, [key]);
      if (known && known.request_hash !== request) throw new DomainError('idempotency_reused', {}, 'conflict');
      if (known) return new JsonAnswer(await this.kept(key, known), known.status, { 'Idempotency-Replayed': 'true' });
      const answer = await lastValueFrom(next.handle());
      if (!(answer instanceof JsonAnswer)) throw new TypeError('a post of the API answers with JSON');
      await this.keep(key, request, answer);
      return answer;
    });
  }

  /** The first piece stands under the key itself, those that follow in order behind it. */
  private async keep(key: string, request: string, { status, body }: JsonAnswer): Promise<void> {
    const created_at = nowIso();
    const rows = piecesOf(body).map((piece, at) => ({
      key_hash: at === 0 ? key : `${key}.${String(at).padStart(6, '0')}`,
      request_hash: request,
      status,
      body: piece,
      created_at,
    }));
    await this.database.insert(IdempotencyKey, rows);
  }

  private async kept(key: string, first: IdempotencyKey): Promise<unknown> {
    const sql = 'SELECT body FROM idempotency_keys WHERE key_hash > ? AND key_hash < ? ORDER BY key_hash';
    const further = await this.database.rows<{ body: string }>(sql, [`${key}.`, `${key}/`]);
    return answerOf([first.body, ...further.map(({ body }) => body)]);
  }
}

/** Keys belong to whoever sent them: two people may use the same one. */
function keyHash(key: string): string {
  return createHash('sha256')
    .update(`${actor()?.user_id ?? 0}\u0000${key}`)
    .digest('base64url');
}

function requestHash(request: Request): string {
  const body = bodyFileOf(request)?.sha256 ?? JSON.stringify(request.body ?? null);
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\u0000${body}`).digest('base64url');
}
