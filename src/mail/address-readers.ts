import { Injectable } from '@nestjs/common';

/** Of these records of people, those whose address whoever acts may read. */
export type ReadableOf = (personIds: readonly number[]) => Promise<ReadonlySet<number>>;

/** Who may read the address of whom: the folder of people says so when the program starts; until then nobody may. */
@Injectable()
export class AddressReaders {
  private readableOf: ReadableOf = () => Promise.resolve(new Set());

  /** Says how it is found out; once. */
  provide(readableOf: ReadableOf): void {
    this.readableOf = readableOf;
  }

  of(personIds: readonly number[]): Promise<ReadonlySet<number>> {
    return this.readableOf(personIds);
  }
}
