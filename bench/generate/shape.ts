/** How much is generated. All but `provinces` is for each province; people are in multiples of twenty for a commune. */
export interface Shape {
  provinces: number;
  /** before the reform */
  communes: number;
  /** in each commune */
  people: number;
  participations: number;
}

const NAMED: Record<string, Shape> = {
  district: shapeOf(1, 20, 10_000),
  province: shapeOf(1, 160, 1_000_000),
  country: shapeOf(63, 160, 20_000_000 / 63),
};

/**
 * The shape of a size.
 * @param size `district`, `province`, `country`, or how many participations a single province has
 * @returns undefined for anything else
 */
export function shapeOfSize(size: string): Shape | undefined {
  const named = NAMED[size];
  if (named || !/^[1-9]\d{0,8}$/.test(size)) return named;
  const participations = Number(size);
  return shapeOf(1, Math.min(160, Math.max(6, Math.round(participations / 500))), participations);
}

/** Two people for five participations. */
function shapeOf(provinces: number, communes: number, participations: number): Shape {
  const people = 20 * Math.max(1, Math.round((participations * 0.4) / communes / 20));
  return { provinces, communes, people, participations: Math.round(participations) };
}
