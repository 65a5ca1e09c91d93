/** A position in what a MariaDB server has written, `domain-server-sequence`, one for each domain. */
const POSITION = /^\d{1,10}-\d{1,10}-\d{1,20}(?:,\d{1,10}-\d{1,10}-\d{1,20}){0,7}$/;
/** Stands for a position that could not be found out. */
const UNKNOWN = 'unknown';

/**
 * How far a copy of the database must be so that somebody sees what they have saved themselves. It goes with the browser from
 * one request to the next (web/identify.ts), so that it does not matter which process answers which.
 */
export class Fence {
  private position: string | undefined;
  private wrote = false;
  /** Asks no copy any more in this request: what is read later must not be older than what was read before. */
  stayAtHome = false;

  /**
   * @param known what `next` gave for the request before; anything else, as a stranger may send it, counts for nothing
   * @param mayUseCopy whether this request only looks at something
   */
  constructor(
    known: string | undefined,
    private readonly mayUseCopy: boolean,
  ) {
    if (known !== undefined && (known === UNKNOWN || POSITION.test(known))) this.position = known;
  }

  /** Whether a copy may be asked: not by who writes, who has just written, or of whom it is not known what they wrote. */
  get allowsCopy(): boolean {
    return this.mayUseCopy && !this.wrote && this.position !== UNKNOWN;
  }

  /** How far a copy must be; undefined: as far as it is. */
  get needs(): string | undefined {
    return this.position;
  }

  /** What is to go along to the next request; undefined: nothing has changed. */
  get next(): string | undefined {
    return this.wrote ? this.position : undefined;
  }

  /** Notes what was written. @param position undefined: it could not be found out */
  note(position: string | undefined): void {
    this.wrote = true;
    const known = position !== undefined && POSITION.test(position) && this.position !== UNKNOWN;
    this.position = known ? joined(this.position, position) : UNKNOWN;
  }
}

function joined(before: string | undefined, after: string): string {
  const of = (text: string): [string, string][] => text.split(',').map((part) => [part.split('-', 1)[0] ?? '', part]);
  return [...new Map([...of(before ?? after), ...of(after)]).values()].join(',');
}
