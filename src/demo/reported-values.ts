/** An entered value of an indicator that is not computed from attendance. */
export interface ReportedValue {
  indicator: string;
  /** The day that the value describes. */
  date: string;
  /** A decimal, in the indicator's unit (per cent). */
  value: string;
  numerator?: number;
  denominator?: number;
  source: string;
}

const SURVEY_2022 = 'Khảo sát hộ, 11/2022 (hư cấu)';
const SURVEY_2024 = 'Khảo sát hộ, 11/2024 (hư cấu)';
const CASES = 'Sổ quản lý trường hợp (hư cấu)';

function share(indicator: string, date: string, numerator: number, denominator: number): ReportedValue {
  const value = (Math.round((1000 * numerator) / denominator) / 10).toFixed(1);
  return { indicator, date, value, numerator, denominator, source: CASES };
}

/** Invented surveys and case records of the district, in order of indicator and date. */
export const reportedValues: readonly ReportedValue[] = [
  { indicator: '1.1', date: '2022-11-30', value: '6.2', source: SURVEY_2022 },
  { indicator: '1.1', date: '2024-11-30', value: '5.1', source: SURVEY_2024 },
  share('1.2', '2024-05-31', 18, 19),
  share('1.2', '2024-11-30', 23, 23),
  share('1.2', '2025-05-31', 27, 27),
  share('1.2', '2025-11-30', 31, 31),
  share('1.3', '2024-11-30', 19, 23),
  share('1.3', '2025-05-31', 24, 27),
  share('1.3', '2025-11-30', 28, 31),
  { indicator: '4.1', date: '2022-11-30', value: '6.2', source: SURVEY_2022 },
  { indicator: '4.1', date: '2024-11-30', value: '5.1', source: SURVEY_2024 },
  { indicator: '4.2', date: '2022-11-30', value: '12.4', source: SURVEY_2022 },
  { indicator: '4.2', date: '2024-11-30', value: '11.0', source: SURVEY_2024 },
];
