/** What a sentence in a message file may be filled with. */
export type ErrorParams = Record<string, string | number>;

/** How an edge (page, API, command) should treat a refusal; the domain itself knows nothing of HTTP. */
export type ErrorKind = 'invalid' | 'not_found' | 'conflict' | 'forbidden' | 'too_many' | 'unavailable' | 'full';

/**
 * A refusal with a sentence: `key` is a message key under `errors.`, `params` fill its placeholders.
 * Nothing has been changed when one is thrown inside a transaction.
 */
export class DomainError extends Error {
  constructor(
    readonly key: string,
    readonly params: ErrorParams = {},
    readonly kind: ErrorKind = 'invalid',
  ) {
    super(`${key} ${JSON.stringify(params)}`);
    this.name = 'DomainError';
  }
}

/** One field of a form or of a JSON body that was refused. */
export interface FieldError {
  field: string;
  key: string;
  params?: ErrorParams;
}

/** Several fields at once, so that a person mends them in one go. */
export class InvalidFields extends DomainError {
  constructor(readonly fields: FieldError[]) {
    super('form.invalid', { count: fields.length });
    this.name = 'InvalidFields';
  }
}

/** The thing does not exist, or not for this reader: the two are never told apart. */
export class NotFound extends DomainError {
  constructor(key = 'not_found', params: ErrorParams = {}) {
    super(key, params, 'not_found');
    this.name = 'NotFound';
  }
}

/** What a button is about is gone: it was pressed before, twice or by somebody else. */
export class AlreadyDone extends DomainError {
  constructor() {
    super('already_done', {}, 'conflict');
    this.name = 'AlreadyDone';
  }
}

/** For `catch`: of what a button is about that it is not there any more means that it was pressed before. */
export function unlessGone(error: unknown): never {
  throw error instanceof NotFound ? new AlreadyDone() : error;
}

/** Somebody else changed the record since it was read. */
export class EditConflict extends DomainError {
  constructor(key = 'edit_conflict', params: ErrorParams = {}) {
    super(key, params, 'conflict');
    this.name = 'EditConflict';
  }
}
