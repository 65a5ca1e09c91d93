import type { ErrorParams, FieldError } from '../errors.js';

/** What a controller may answer with; the interceptor turns it into a response. */
export type Answer = PageAnswer | RedirectAnswer | FileAnswer | JsonAnswer;

/** A message shown once on the next page. */
export interface Flash {
  kind: 'done' | 'warning';
  key: string;
  params?: ErrorParams;
  /** The way back, if there is one: a form of one button that posts there. */
  undo?: string;
}

export class PageAnswer {
  constructor(
    readonly view: string,
    readonly model: object,
    readonly options: {
      status?: number;
      /** `layout-part`: a piece for a page that is open already. */
      layout?: 'layout' | 'layout-plain' | 'layout-offline' | 'layout-part';
      errors?: FieldError[];
      /** The script that the page brings, as `<folder>/<name>` of `client/`. */
      script?: string;
      /** What its frames may show: the path of a folder of ours, or an address with its origin. For a page with a script. */
      frames?: string;
      /** Its own part shows nothing but the model and the language: of the same object it is made once. */
      isOfModelAlone?: boolean;
    } = {},
  ) {}
}

export class RedirectAnswer {
  constructor(
    readonly path: string,
    readonly flash?: Flash,
  ) {}
}

export class FileAnswer {
  constructor(
    readonly content: AsyncIterable<string | Uint8Array> | Buffer | string,
    readonly type: string,
    readonly name: string,
    /** Of a file that never changes: what it is known by, its size, and whether it is shown in the page. */
    readonly kept?: { etag: string; bytes: number; inline: boolean },
  ) {}
}

export class JsonAnswer {
  constructor(
    readonly body: unknown,
    readonly status = 200,
    readonly headers: Record<string, string> = {},
  ) {}
}

/** A page made from `views/<view>.hbs`. */
export function page(view: string, model: object = {}, options: PageAnswer['options'] = {}): PageAnswer {
  return new PageAnswer(view, model, options);
}

/** The same form again with what was typed and what is wrong with it: 422, nothing changed. */
export function formAgain(
  view: string,
  model: object,
  errors: FieldError[],
  options: Pick<PageAnswer['options'], 'layout' | 'script'> = {},
): PageAnswer {
  return new PageAnswer(view, model, { status: 422, errors, ...options });
}

/** 303 to a page of ours, with a message to show there. */
export function redirect(path: string, flash?: Flash): RedirectAnswer {
  return new RedirectAnswer(path, flash);
}

/** A download; it is always an attachment. */
export function file(content: FileAnswer['content'], type: string, name: string): FileAnswer {
  return new FileAnswer(content, type, name);
}

/**
 * A kept file. The reader's own browser may keep it too, and asks each time whether it may still show it.
 * @param kept `inline` only for what this program has written itself: anything else is an attachment
 */
export function keptFile(
  content: FileAnswer['content'],
  type: string,
  name: string,
  kept: NonNullable<FileAnswer['kept']>,
): FileAnswer {
  return new FileAnswer(content, type, name, kept);
}
