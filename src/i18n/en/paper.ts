import type { Messages } from '../messages.js';

/** The sign-in sheet of a session, and typing it in by its numbers. */
export const paper: Messages = {
  'activities.sheet.title': 'Sign-in sheet',
  'activities.sheet.page_title': 'Sign-in sheet, session {number}: {title}',
  'activities.sheet.print_title': 'Sign-in sheet to print',
  'activities.sheet.print_hint':
    'Press Ctrl+P, or open the menu and choose Print. The four blank lines are for those who come besides. The numbers now stay as they are on this sheet, whatever becomes of the roster.',
  'activities.sheet.print': 'Print a sign-in sheet',
  'activities.sheet.of': 'Sign-in sheet {code}',
  'activities.sheet.back': 'Back to attendance',
  'activities.sheet.caption': 'LIST OF PARTICIPANTS',
  'activities.sheet.kind.training': 'Training: {title}',
  'activities.sheet.kind.campaign': 'Campaign: {title}',
  'activities.sheet.kind.course': 'Course: {title}',
  'activities.sheet.when': 'Session {number}, {when}.',
  'activities.sheet.code': 'Sheet',
  'activities.sheet.qr': 'QR code that leads to the attendance of this session',
  'activities.sheet.column.number': 'No.',
  'activities.sheet.column.name': 'Name',
  'activities.sheet.column.from': 'Organisation, address',
  'activities.sheet.column.sign': 'Signature',
  'activities.sheet.gone': '(no longer on the roster)',
  'activities.sheet.compiled_by': 'Compiled by',
  'activities.sheet.sign_name': '(Signature and full name)',
  'activities.sheet.confirmed_by': 'Confirmed by the organiser',
  'activities.sheet.sign_stamp': '(Signature and stamp)',
  'activities.sheet.find': 'Open by the code of a sheet',
  'activities.sheet.find_lede':
    'The code is printed at the head of the sign-in sheet. It leads to the session whose attendance the sheet holds.',
  'activities.sheet.find_code': 'Code of the sheet',
  'activities.sheet.find_hint': 'Six letters and digits, such as K7Q2MX, in capitals or not.',
  'activities.sheet.open': 'Open the session',
  'errors.activities.unknown_sheet':
    'No sign-in sheet of your territory has the code {code}. Look at the code at the head of the sheet again',
  'errors.activities.sheet_of_cancelled': 'This session or its activity is cancelled: no sign-in sheet is printed.',
  'events.sheet.made': 'A sign-in sheet was printed',

  'activities.numbers.title': 'Type in the sheet',
  'activities.numbers.page_title': 'Type in the sheet, session {number}: {title}',
  'activities.numbers.of_paper': 'The numbers are those of sign-in sheet {code}.',
  'activities.numbers.no_paper':
    'No sign-in sheet of this session was printed: the numbers are those of the attendance screen.',
  'activities.numbers.present': 'Numbers of those present',
  'activities.numbers.present_hint':
    'Such as 1-24, 27, 30. Others may stand here too: 1-24 present; 25 late; 26 excused; 28 absent. You will see it once more before it is saved.',
  'activities.numbers.late': 'Numbers of those who were late',
  'activities.numbers.excused': 'Numbers of those excused',
  'activities.numbers.rest': 'All the others are absent',
  'activities.numbers.rest_hint': 'Whoever is marked already stays as they are.',
  'activities.numbers.check': 'Check',
  'activities.numbers.meaning': 'This will be noted',
  'activities.numbers.nobody': 'No number stands for anybody on the roster: there is nothing to save.',
  'activities.numbers.save': 'Save attendance of {count} {count|person|people}',
  'activities.numbers.of_mark': '{mark}, {count} {count|person|people}: number {numbers}',
  'activities.numbers.column.name': 'Name',
  'activities.numbers.column.now': 'Noted now',
  'activities.numbers.column.mark': 'To be noted',
  'activities.numbers.unknown': 'There is no number {numbers}. Nothing is saved for it.',
  'activities.numbers.blank':
    'Blank lines of the sheet: {numbers}. Add who wrote there to the roster, in the order of the paper, then type the numbers again.',
  'activities.numbers.gone': 'Whoever had the number {numbers} is no longer on the roster. Nothing is saved for it.',
  'activities.numbers.twice': 'Typed twice: {numbers}. It counts once.',
  'activities.numbers.later':
    'Number {numbers} was added after the sheet was printed. Compare the name with the handwritten line.',
  'errors.activities.numbers_unreadable':
    '{pieces} cannot be read. Type numbers with commas between them, such as 1-24, 27, 30, and words behind them, such as 28 late',
  'errors.activities.numbers_backwards': 'In {pieces} the first number is larger than the last. Type the smaller first',
  'errors.activities.numbers_two_marks': 'Typed with two different marks: {numbers}. Give each number one',
  'errors.activities.numbers_none': 'Type at least one number',
};
