/** Those who learn: the way in, my courses, lessons. */
export const learning = {
  'learning.sign_in': 'Sign in to learn',
  'learning.unlinked':
    'Your account is not linked to one person of the register. Ask an administrator or an organizer to link it on the page of that person, or come in with a personal code or by mail.',
  'learning.with_code': 'With a personal code on paper',
  'learning.code': 'Personal code',
  'learning.code_hint': '16 characters, on your slip. Upper and lower case are the same; hyphens may be left out.',
  'learning.own_device': 'This device is my own',
  'learning.own_device_hint': 'No signing in again every day. Not on a device that others use.',
  'learning.enter': 'Enter',
  'learning.with_mail': 'By e-mail',
  'learning.email': 'E-mail address',
  'learning.email_hint': 'The one you gave when you registered. The link in the letter works for 10 minutes, once.',
  'learning.send_link': 'Send the link',
  'learning.staff': 'Staff sign in with their account',
  'learning.signed_out': 'Signed out.',
  'learning.link_sent': 'Look into your mailbox',
  'learning.link_sent_text':
    'If {email} is the address of somebody in the register, a letter with the link is on its way there. The link works for 10 minutes.',
  'learning.link_sent_else':
    'If no letter comes, look into the junk folder too. If the address has changed or was never given, ask the organizer, or use a personal code.',
  'learning.back_to_sign_in': 'Back to sign-in',
  'learning.link_of': 'Learn as {name}',
  'learning.which_person': 'Who learns?',
  'learning.which_person_hint': 'Several people use this address.',
  'learning.sign_out': 'Sign out',
  'learning.slip_title': 'Personal code to learn online',
  'learning.slip_text': 'Scan the square and press “Enter”, or open the address below and type the code.',
  'learning.slip_keep':
    'Keep this slip to yourself: whoever has the code sees what you learn. Tell the organizer if you lose it.',
  'learning.slip_qr': 'Square code to enter',

  'learning.my_courses': 'My courses',
  'learning.of_child': 'This page is for you and for your parent or guardian.',
  'learning.to_do': 'To do',
  'learning.nothing_to_do': 'No course is left to do.',
  'learning.done': 'Completed',
  'learning.progress': '{done} of {total} required lessons done ({percent}%)',
  'learning.due': 'Due on {day}',
  'learning.was_due': 'Was due on {day}',
  'learning.begin': 'Begin',
  'learning.resume': 'Go on',
  'learning.completed_on': 'Completed on {day}',

  'errors.learning.link_gone':
    'This link was used, or is older than 10 minutes. Open the page of sign-in for a new one.',
  'errors.learning.sign_in_needed': 'Sign in to learn first.',
  'errors.learning.choose_person': 'Choose who learns',
  'errors.learning.no_address': 'Enter an e-mail address, such as name@example.vn',
  'errors.learning.wrong_code': 'The code is wrong, or no longer valid. Check each character on the slip',
  'errors.learning.no_such_user': 'There is no open account with the address {email}',
};
