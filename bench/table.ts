/** One measured figure, its budget, and how it was taken. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  budget?: string;
}

/** Prints figures as rows that can be pasted into docs/performance.md. */
export function printTable(title: string, figures: Figure[]): void {
  process.stdout.write(`\n${title}\n\n| what | measured | budget |\n| --- | ---: | --- |\n`);
  for (const { what, value, unit, budget } of figures) {
    const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
    process.stdout.write(`| ${what} | ${shown} ${unit} | ${budget ?? ''} |\n`);
  }
}

/** The middle of several measurements. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
