/** The weekly letter to organizers of what falls due. */
export const digest = {
  'digest.title': 'Weekly letter of what falls due',
  'digest.lede':
    'On Monday mornings, when something falls due in your territory, a letter goes to {address}: sessions that wait for attendance, sessions to come, certificates not issued, name corrections, letters that could not be delivered, reports soon due.',
  'digest.wanted': 'This letter',
  'digest.wanted_yes': 'Send it',
  'digest.wanted_no': 'Do not send it',
  'digest.saved': 'Saved.',
  'digest.session': '{when}, {title}, session {number}',
  'digest.certificates_of': '{title}, people: {count}',
  'digest.undelivered_of': '{title}, letters: {count}',
  'digest.corrections_of': 'waiting: {count}',
  'digest.report': '{day}, {kind}, {plan}',
  'digest.more': 'and more: {count}',
  'events.digest.taken': 'Weekly letter of what falls due taken',
  'events.digest.declined': 'Weekly letter of what falls due declined',
};
