import { describeError } from '../../src/web/log-lines.js';

/** An error as TypeORM hands it on: the engine's own inside it. */
const failed = (message: string, driverError: object): Error =>
  Object.assign(new Error(message), { name: 'QueryFailedError', driverError });

describe('what is logged of an error', () => {
  it.each([
    ["Duplicate entry 'lo.thi.an@example.vn' for key 'UQ_users_email'", "Duplicate entry '…' for key 'UQ_users_email'"],
    ["Duplicate entry 'ông 'An' $& 1' for key 'UQ_x'", "Duplicate entry '…' for key 'UQ_x'"],
    ["Incorrect string value: '\\xF0\\x9F' for column `t`.`people`.`full_name` at row 1", "Incorrect string value: '…' for column `t`.`people`.`full_name` at row 1"], // prettier-ignore
  ])('has no value of a statement: %s', (said, kept) => {
    const error = failed(said, { errno: 1062, code: 'ER_DUP_ENTRY', message: said });
    const { message, stack } = describeError(error) as { message: string; stack: string };
    expect(message).toBe(kept);
    expect(stack).toContain(kept);
    expect(stack).not.toContain(said);
    expect(stack).toContain('log.spec.ts');
  });

  it('keeps what tells a mistake of ours from another', () => {
    expect(describeError(failed('UNIQUE constraint failed: people.ref', { code: 'SQLITE_CONSTRAINT' }))).toMatchObject({
      message: 'UNIQUE constraint failed: people.ref',
    });
    expect(describeError(new TypeError("Cannot read properties of undefined (reading 'id')"))).toMatchObject({
      message: "Cannot read properties of undefined (reading 'id')",
    });
  });
});
