import { paths } from '../web/paths.js';
import type { FigureData } from './figure-data.js';
import { kept } from './plan-views.js';

/** The address of this figure with its dates, place and group, and what else is given. */
export function figureHref(data: FigureData, more: Record<string, string | undefined> = {}): string {
  return paths.planFigure(data.view.scope.code, data.indicator.code, { ...figureAddress(data), ...more });
}

/** The address of one of this figure's tables as a file. */
export function tableHref(data: FigureData, table: string, more: Record<string, string | undefined> = {}): string {
  return paths.planFigureCsv(data.view.scope.code, data.indicator.code, table, { ...figureAddress(data), ...more });
}

/** What every link of the figure's page carries on. */
export function figureAddress({ view, place, group, indicator }: FigureData): Record<string, string | undefined> {
  return {
    ...kept(view),
    unit: place === view.own ? undefined : place.code,
    group: indicator.groups.length > 1 && group !== '*' ? group : undefined,
  };
}
