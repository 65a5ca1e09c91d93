import type { Messages } from '../messages.js';

/** How far an import or export is; why a file or one of its values was refused. */
export const interchange: Messages = {
  'interchange.pace': '{rows} of {total}, {speed}/s, about {left} left',
  'interchange.seconds': '{count} {count|second|seconds}',
  'interchange.minutes': '{count} {count|minute|minutes}',
  'interchange.hours': '{hours} h {minutes} min',
  'interchange.settling': 'counting the figures anew',
  'errors.file.not_found': 'The file {file} was not found. Check its name and folder.',
  'errors.file.not_a_file': '{file} is not a file. Choose a CSV or Excel (.xlsx) file.',
  'errors.file.empty': 'The file is empty. The first row must hold the column names, the rows below it the data.',
  'errors.file.too_large':
    'The file is too large: at most {max} MB. Split it into several files and import them one after another.',
  'errors.file.too_many_rows':
    'The file has too many rows: at most {max}. Split it into several files and import them one after another.',
  'errors.file.too_many_columns':
    'Row {line} has too many columns: at most {max}. Delete the columns that are not needed.',
  'errors.file.row_too_long':
    'Row {line} is too long (over 64 kB). Usually a quotation mark (") was opened there and never closed.',
  'errors.file.field_too_long': 'The cell in row {line}, column {column} is too long: at most {max} bytes. Shorten it.',
  'errors.file.not_utf8':
    'Row {line} is not UTF-8: the file was probably saved in another encoding. In Excel choose Save As, type “CSV UTF-8”, or save it as .xlsx.',
  'errors.file.utf16':
    'The file is saved as UTF-16 (“Unicode Text”). In Excel choose Save As, type “CSV UTF-8”, or save it as .xlsx.',
  'errors.file.nul':
    'Row {line} contains a NUL character: this is not a CSV file, or it is damaged. Save it again from the program that made it.',
  'errors.file.quote_not_closed':
    'A quotation mark (") in the row that begins on line {line} is never closed. Close it, or double it ("") if it is part of the text.',
  'errors.file.stray_quote':
    'A quotation mark (") stands in the wrong place in line {line}. If the text contains one, put the whole cell in quotation marks and double each inside ("").',
  'errors.file.old_excel':
    'This is an Excel file of the old kind (.xls). Open it in Excel and save it as .xlsx or “CSV UTF-8”.',
  'errors.file.encrypted': 'The file is protected by a password. Open it, remove the password and save it again.',
  'errors.file.pdf': 'This is a PDF file. Import the original table, as .xlsx or CSV.',
  'errors.file.markup': 'This is an HTML, XML or JSON file, not a table. Save the table as .xlsx or “CSV UTF-8”.',
  'errors.file.archive':
    'This is an archive or another kind of document, not an Excel workbook. Unpack it and choose the .xlsx or CSV file inside.',
  'errors.file.xlsx_broken':
    'The Excel file cannot be read: it is damaged or incomplete. Open it in Excel, save it again as .xlsx and retry.',
  'errors.file.xlsx_macros':
    'The Excel file contains macros and is not accepted. Save it as .xlsx (without macros) or “CSV UTF-8”.',
  'errors.file.xlsx_external':
    'The Excel file is linked to other files and is not accepted. In Excel choose Data, Edit Links, Break Link and save; or save it as “CSV UTF-8”.',
  'errors.file.xlsx_dtd':
    'The Excel file contains an unsafe document type (DTD) and is not accepted. Open it in Excel and save it again as .xlsx.',
  'errors.file.xlsx_unpacked_too_large':
    'The Excel file unpacks to too much (at most {max} MB) or is packed in an unusual way. Copy only the sheet with the data into a new file, or save it as “CSV UTF-8”.',
  'errors.file.xlsx_no_sheet': 'The file has no worksheet. The data must be in the first sheet.',
  'errors.file.header_gap':
    'The heading of column {column} in row {line} is empty or merged with another cell. Unmerge it and write one column name into each cell.',
  'errors.file.header_merged':
    'The cells {cells} in the header row (row {line}) are merged. The first row with content must hold the column names, one in each cell: unmerge them and delete the rows above.',
  'errors.file.header_repeated': 'The column “{column}” appears twice in the header row. Keep one of them.',
  'errors.file.missing_columns':
    'Missing columns: {columns}. The columns of this file are: {known}. The first row must hold these names.',
  'errors.row.required': 'no value given',
  'errors.row.too_long': 'longer than {max} characters',
  'errors.row.control_character': 'contains an invisible control character; type it again',
  'errors.row.line_break': 'contains a line break; write it on one line',
  'errors.row.not_code':
    'a code has only letters, digits and . _ - / :, begins with a letter or digit, and has no spaces',
  'errors.row.not_date': 'not a date; write it like 15/06/2025',
  'errors.row.not_iso_date': 'not a date; write it like 2025-06-15',
  'errors.row.date_iso': 'write the date as year-month-day: {year}-{month}-{day}',
  'errors.row.no_such_month': 'there is no month {month}',
  'errors.row.no_such_day': 'month {month} has no day {day}',
  'errors.row.not_leap': 'February {year} has no day 29',
  'errors.row.date_before': 'the date must be {min} or later',
  'errors.row.date_after': 'the date must be {max} or earlier',
  'errors.row.not_time': 'not a time; write it like 07:30',
  'errors.row.not_integer': 'not a whole number; write digits only, without thousands separators',
  'errors.row.not_decimal': 'not a number; write it like 5.3',
  'errors.row.too_many_places': 'more than {places} decimal places (use no thousands separators)',
  'errors.row.too_small': 'must be {min} or more',
  'errors.row.too_large': 'must be {max} or less',
  'errors.row.not_bool': 'write true or false',
  'errors.row.not_one_of': 'must be one of: {allowed}',
  'errors.row.not_email': 'not an e-mail address; write it like name@example.vn',
  'errors.row.not_phone': 'not a telephone number; write it like 0912345678 or +84912345678',
  'errors.row.phone_lost_zero':
    'the telephone number has lost its leading 0; format the column as Text and type it again',
  'errors.row.not_national_id': 'a national ID has 12 digits (or 9 on the older card)',
  'errors.row.national_id_lost_zero':
    'the national ID has lost its leading zeros; format the column as Text and type all 12 digits',
  'errors.row.cell_error': 'the cell shows the error {value}; mend the formula or type the value',
  'errors.row.formula_no_value':
    'the formula was never computed; open the file in Excel and save it, or type the value',
  'errors.row.too_many_cells':
    'a value stands in column {column} but the header has only {columns} columns; text with commas must be in quotation marks',
};
