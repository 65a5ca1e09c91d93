import { now } from '../config/clock.js';
import { formatDate, formatInstant, formatNumber, isDay } from '../i18n/format.js';
import type { Locale } from '../i18n/locale.js';
import { translate } from '../i18n/translate.js';
import { paceOf, paceWords } from '../interchange/pace.js';
import type { Preview } from '../interchange/report.js';
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
export function filePage(row: DeskFile, locale: Locale): object {
  const { token, kind, file_name, status, report } = row;
  // When it began to be checked, or to be saved, it was last written to by hand.
  const pace = paceOf(row.rows_read, row.progress / 100, now().getTime() - Date.parse(row.updated_at));
  return {
    titleKey: 'imports.title',
    crumbs: [{ text: translate(locale, 'imports.title'), href: paths.imports() }, { text: file_name }],
    token,
    kind,
    file_name,
    busy: status === 'checking' || status === 'saving',
    saving: status === 'saving',
    checked: status === 'checked',
    saved: status === 'saved',
    failed: status === 'failed',
    expired: status === 'expired',
    progress: row.progress,
    rowsSoFar: row.rows_read,
    pace: paceWords(locale, row.rows_read, pace),
    report,
    ...(status === 'saved' ? { loaded: loadedAt(kind) } : {}),
    ...(report ? reportParts(report, kind, locale) : {}),
  };
}

function reportParts(report: NonNullable<DeskFile['report']>, kind: string, locale: Locale): object {
  const { inserted, updated, unchanged, faulty_rows, refusal, failure, rejected, unknown_columns, summary } = report;
  const good = inserted + updated + unchanged;
  const shown = rejected.slice(0, SHOWN);
  return {
    good,
    changes: inserted + updated,
    perfect: faulty_rows === 0 && refusal === null,
    partly: faulty_rows > 0 && good > 0 && refusal === null,
    summary: summary && translate(locale, summary.key, summary.params),
    preview: previewTable(report.preview, locale),
    failureKey: failure ? `errors.${failure.key}` : null,
    refusalKey: refusal ? `errors.${refusal.key}` : null,
    unknown: unknown_columns.join(', '),
    faults: faultsTable(shown, locale),
    hasFaultyFile: faulty_rows > 0 && kind !== 'plan',
    shown: formatNumber(locale, shown.length),
    more: linesOf(shown) < faulty_rows,
  };
}

/** Where what was loaded is looked at. */
function loadedAt(kind: string): { key: string; href: string } {
  const at = (page: 'territory' | 'groups' | 'plans' | 'baselines' | 'people' | 'organisations' | 'activities') => ({
    key: `imports.to.${page}`,
    href: paths[page](),
  });
  if (kind === 'units' || kind === 'successions') return at('territory');
  if (kind === 'groups' || kind === 'baselines' || kind === 'people' || kind === 'organisations') return at(kind);
  return at(kind === 'plan' ? 'plans' : 'activities');
}

/** The first good rows as they will be recorded, without columns in which they say nothing; null where there are none. */
function previewTable(preview: Preview | null, locale: Locale): object | null {
  if (!preview || preview.rows.length === 0) return null;
  const used = [...preview.columns.keys()].filter((at) => preview.rows.some(({ cells }) => cells[at] !== ''));
  return {
    columns: [translate(locale, 'imports.line'), ...used.map((at) => preview.columns[at])].map((text) => ({ text })),
    rows: preview.rows.map(({ line, cells }) => ({
      cells: [{ text: String(line) }, ...used.map((at) => ({ text: shownCell(cells[at] ?? '', locale) }))],
    })),
  };
}

const shownCell = (cell: string, locale: Locale): string =>
  cell === '' ? '–' : isDay(cell) ? formatDate(locale, cell) : cell;

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
