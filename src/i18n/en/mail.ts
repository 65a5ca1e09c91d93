import type { Messages } from '../messages.js';

/** The outbox. */
export const mail: Messages = {
  'mail.outbox': 'Outbox',
  'mail.lede':
    'Messages of this system, newest first. They are sent as soon as they are written; what could not be sent is tried again.',
  'mail.lede_no_server': 'No mail server is set up (SMTP_URL). Messages stay here: open one and pass it on.',
  'mail.empty': 'No messages yet',
  'mail.empty_text': 'Invitations, links to set a password and news of account changes will be here.',
  'mail.send_now': 'Send {count} waiting {count|message|messages}',
  'mail.sending_done': 'Sent: {sent}. Could not be sent: {failed}.',
  'mail.subject': 'Subject',
  'mail.recipient': 'Recipient',
  'mail.created': 'Written',
  'mail.expires': 'Runs out',
  'mail.sent': 'Sent',
  'mail.attempts': 'Attempts',
  'mail.last_error': 'Last error',
  'mail.state': 'State',
  'mail.state.sent': 'Sent',
  'mail.state.waiting': 'Waiting',
  'mail.state.failed': 'Could not be sent yet',
  'mail.state.expired': 'Ran out',
  'mail.body': 'Text',
  'mail.body_hint': 'The link in a message belongs to its recipient. Opening this message has been recorded.',
  'mail.body_gone': 'The text is not shown any more: the message was sent or has run out.',
  'errors.mail.header': 'The address or the subject of the message has characters that are not allowed',
};
