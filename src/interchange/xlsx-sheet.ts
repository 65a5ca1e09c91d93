import { MAX_COLUMNS, XLSX_LIMITS } from './limits.js';
import { checkWidths, type CellFault, type TableRow } from './reader-source.js';
import { FileError, reason } from './row-error.js';
import { decodeEscapes, type SharedStrings } from './xlsx-strings.js';
import type { NumberFormat } from './xlsx-styles.js';
import { numberText } from './xlsx-value.js';
import { attributesOf, type XmlHandler } from './xlsx-xml.js';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  strings: SharedStrings;
  formats: NumberFormat[];
  since1904: boolean;
}

// Excel itself holds 32,767 characters in a cell; the limit of a field is looked at when the row is whole.
const LONGEST_VALUE = 64 * 1024;
const CELL = /^([A-Z]{1,3})(\d{1,7})$/;

/** 'C7' → 2: the index of a cell's column. */
export function columnIndex(reference: string): number {
  const letters = CELL.exec(reference)?.[1];
  if (letters === undefined) throw new FileError('xlsx_broken');
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  if (number > XLSX_LIMITS.columns) throw new FileError('xlsx_broken');
  return number - 1;
}

/** Makes rows of the elements of a sheet; finished rows wait in `rows` to be taken. */
export class SheetHandler implements XmlHandler {
  rows: TableRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private faults: CellFault[] = [];
  private index = -1;
  private type = 'n';
  private style = 0;
  private value: string | null = null;
  private formula = false;
  private taking = false;
  private inPhonetic = false;

  constructor(private readonly context: SheetContext) {}

  open(name: string, attributes: string): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || (name === 't' && !this.inPhonetic)) this.openValue();
    else if (name === 'f') this.formula = true;
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'rPh') this.inPhonetic = true;
  }

  text(text: string): void {
    if (!this.taking) return;
    this.value = (this.value ?? '') + text;
    if (this.value.length > LONGEST_VALUE) throw new FileError('xlsx_broken');
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.taking = false;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'rPh') this.inPhonetic = false;
  }

  private openRow(text: string): void {
    const line = Number(attributesOf(text).get('r') ?? this.line + 1);
    // Rows stand in order, each once: a file that says otherwise was not written by a spreadsheet.
    if (!(Number.isInteger(line) && line > this.line && line <= XLSX_LIMITS.rows)) throw new FileError('xlsx_broken');
    this.line = line;
    this.cells = [];
    this.faults = [];
    this.index = -1;
  }

  private openCell(text: string): void {
    const attributes = attributesOf(text);
    const reference = attributes.get('r');
    this.index = reference === undefined ? this.index + 1 : columnIndex(reference);
    this.type = attributes.get('t') ?? 'n';
    this.style = Number(attributes.get('s') ?? 0);
    this.value = null;
    this.formula = false;
  }

  private openValue(): void {
    this.value ??= '';
    this.taking = true;
  }

  private closeCell(): void {
    if (this.value === null) {
      if (this.formula) this.put('', { index: this.index, reason: reason('formula_no_value') });
      return;
    }
    const text = this.cellText(this.value);
    const broken = this.type === 'e';
    if (text !== '')
      this.put(text, broken ? { index: this.index, reason: reason('cell_error', { value: text }) } : null);
  }

  private put(text: string, fault: CellFault | null): void {
    if (this.index >= MAX_COLUMNS) throw new FileError('too_many_columns', { line: this.line, max: MAX_COLUMNS });
    while (this.cells.length < this.index) this.cells.push('');
    this.cells[this.index] = text;
    if (fault) this.faults.push(fault);
  }

  private cellText(value: string): string {
    switch (this.type) {
      case 's':
        return this.context.strings.get(Number(value));
      case 'b':
        return value === '1' ? 'true' : 'false';
      case 'd':
        return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
      case 'n':
        return numberText(value, this.context.formats[this.style] ?? 'number', this.context.since1904);
      default:
        return decodeEscapes(value);
    }
  }

  private closeRow(): void {
    const { line, cells, faults } = this;
    if (faults.length === 0 && cells.every((cell) => cell.trim() === '')) return;
    checkWidths(line, cells);
    this.rows.push(faults.length === 0 ? { line, cells } : { line, cells, faults });
    this.cells = [];
  }
}
