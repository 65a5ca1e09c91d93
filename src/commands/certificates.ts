import { certificatesIssueCommand } from './certificates-issue.js';
import { certificatesKeysCommand } from './certificates-keys.js';
import { certificatesPdfCommand } from './certificates-pdf.js';
import { certificatesVerifyCommand } from './certificates-verify.js';
import { type Command, UsageError } from './command.js';

/** What is done with certificates, by the word after the name. */
const SUBCOMMANDS: readonly Command[] = [
  certificatesIssueCommand,
  certificatesPdfCommand,
  certificatesVerifyCommand,
  certificatesKeysCommand,
];

/** Everything about certificates. */
export const certificatesCommand: Command = {
  name: 'certificates',
  usage: SUBCOMMANDS.map(({ usage }) => usage).join('\nlantoa '),
  prepare([word, ...rest]) {
    const command = SUBCOMMANDS.find(({ name }) => name === word);
    if (!command) throw new UsageError();
    return command.prepare(rest);
  },
};
