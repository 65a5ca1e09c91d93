import { jwkSet } from '../certificates/published-keys.js';
import { SigningKeys } from '../certificates/signing-keys.js';
import { isDay } from '../i18n/format.js';
import { type Command, DONE, part, UsageError } from './command.js';
import { readWords } from './words.js';

/** Prints the public keys as a JWK set; changes the key; declares one leaked. */
export const certificatesKeysCommand: Command = {
  name: 'keys',
  usage: 'certificates keys print|rotate|revoke [--kid KID --from DAY --reason TEXT]',
  prepare(words) {
    const { positionals, values } = readWords(words, { positionals: ['act'], values: ['kid', 'from', 'reason'] });
    const act = ACTS[positionals[0] ?? '']?.(values);
    if (!act) throw new UsageError();
    return async (bench) => {
      bench.out(await act(await part(bench, SigningKeys)));
      return DONE;
    };
  },
};

/** @returns what is printed */
type Act = (keys: SigningKeys) => Promise<string>;

const ACTS: Record<string, ((values: Record<string, string | undefined>) => Act) | undefined> = {
  print: () => async (keys) => `${JSON.stringify(jwkSet(await keys.published()), null, 2)}\n`,
  rotate: () => async (keys) => `${await keys.rotate()}\n`,
  revoke({ kid, from, reason }) {
    if (!kid || !from || !isDay(from) || !reason) throw new UsageError();
    return async (keys) => {
      await keys.revoke(kid, from, reason);
      return `${(await keys.current()).kid}\n`;
    };
  },
};
