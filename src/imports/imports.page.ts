import { formatInstant, formatNumber } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import type { RowError } from '../interchange/row-error.js';
import { paths } from '../web/paths.js';
import type { DeskFile } from './import-desk.js';
import type { ImportRow } from './imports.entities.js';

/** Faulty values shown on the page; more of them are in the file of the faulty rows. */
const SHOWN = 200;

/** The page to choose a file, and the last ones. */
export function deskPage(kinds: string[], files: ImportRow[], typed: { kind?: unknown }, locale: Locale): object {
  const say = (key: string): string => translate(locale, key);
  const named = kinds.map((kind) => ({ kind, text: say(`imports.kind.${kind}`) }));
  return {
    titleKey: 'imports.title',
    kinds: named.map(({ kind, text }) => ({ value: kind, text, hint: say(`imports.kind_hint.${kind}`) })),
    kind: typeof typed.kind === 'string' ? typed.kind : '',
    templates: named.filter(({ kind }) => kind !== 'plan'),
    columns: ['file', 'kind', 'when', 'state'].map((key) => ({ text: say(`imports.${key}`) })),
    files: files.map(({ token, file_name, kind, created_at, status }) => ({
      cells: [
        { text: file_name, href: paths.import(token) },
        { text: say(`imports.kind.${kind}`) },
        { text: formatInstant(locale, created_at) },
        { text: say(`imports.status.${status}`) },
      ],
    })),
  };
}

/** The page of one file: being checked, checked, saved or refused. */
export function filePage(
  row: DeskFile,
  progress: { rows: number; per_cent: number } | undefined,
  locale: Locale,
): object {
  return {
    titleKey: 'imports.title',
    crumbs: [{ text: translate(locale, 'imports.title'), href: paths.imports() }, { text: row.file_name }],
    token: row.token,
    kind: row.kind,
    file_name: row.file_name,
    busy: row.status === 'checking' || row.status === 'saving',
    saving: row.status === 'saving',
    checked: row.status === 'checked',
    saved: row.status === 'saved',
    failed: row.status === 'failed',
    expired: row.status === 'expired',
    progress: progress?.per_cent ?? 0,
    rowsSoFar: progress?.rows ?? 0,
    report: row.report,
    ...(row.report ? reportParts(row.report, locale) : {}),
  };
}

function reportParts(report: NonNullable<DeskFile['report']>, locale: Locale): object {
  const { inserted, updated, unchanged, faulty_rows, refusal, failure, rejected, unknown_columns } = report;
  const good = inserted + updated + unchanged;
  const shown = rejected.slice(0, SHOWN);
  return {
    good,
    changes: inserted + updated,
    perfect: faulty_rows === 0 && refusal === null,
    partly: faulty_rows > 0 && good > 0 && refusal === null,
    failureKey: failure ? `errors.${failure.key}` : null,
    refusalKey: refusal ? `errors.${refusal.key}` : null,
    unknown: unknown_columns.join(', '),
    faults: faultsTable(shown, locale),
    shown: formatNumber(locale, shown.length),
    more: linesOf(shown) < faulty_rows,
  };
}

const linesOf = (errors: RowError[]): number => new Set(errors.map(({ line }) => line)).size;

function faultsTable(errors: RowError[], locale: Locale): object[] {
  return errors.map(({ line, column, value, reason }) => ({
    bad: true,
    cells: [
      { text: String(line) },
      { text: column },
      { text: value === '' ? '–' : value },
      { text: translate(locale, `errors.${reason.key}`, reason.params) },
    ],
  }));
}
