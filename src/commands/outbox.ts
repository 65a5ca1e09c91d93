import { Sender } from '../mail/sender.js';
import { type Command, DONE, part, REFUSED, sentence, UsageError } from './command.js';
import { readWords } from './words.js';

/** Sends what waits, also for its next attempt, at the pace of the settings. */
export const outboxCommand: Command = {
  name: 'outbox',
  usage: 'outbox send',
  prepare(words) {
    if (readWords(words, { positionals: ['send'] }).positionals[0] !== 'send') throw new UsageError();
    return async (bench) => {
      if (!bench.settings.smtpUrl) {
        bench.err(`${sentence(bench, 'command.no_smtp')}\n`);
        return REFUSED;
      }
      const { sent, failed } = await (await part(bench, Sender)).sendWaiting(true);
      bench.out(`${sent}\n`);
      if (failed > 0) bench.err(`${sentence(bench, 'command.not_sent', { count: failed })}\n`);
      return failed > 0 ? REFUSED : DONE;
    };
  },
};
