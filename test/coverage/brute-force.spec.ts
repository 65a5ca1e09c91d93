import fc from 'fast-check';
import { arbitraryCase, districtAndShuffled, interestingDays } from './brute-force/arbitrary.js';
import { bruteForceCoverage, bruteForceOverlap } from './brute-force/brute-force.js';
import { PureDistrict } from './pure-district.js';

const RUNS = Number(process.env['COVERAGE_RUNS'] ?? 500);

interface Reporters {
  distinct: number;
  overlap: number;
  reporters: { reporter: string; distinct: number }[];
}

function byReporter({ distinct, overlap, reporters }: Reporters) {
  const named = reporters.map((one) => `${one.reporter} ${one.distinct}`).sort();
  return { distinct, overlap, named };
}

describe('the counting core, on random districts with reforms, make-ups, headcounts and cohorts', () => {
  it('gives exactly what the plainest reading of the rules gives', () => {
    fc.assert(
      fc.property(arbitraryCase({ merges: true }), ({ district, request }) => {
        expect(new PureDistrict(district).rows(request)).toEqual(bruteForceCoverage(district, request));
      }),
      { numRuns: RUNS },
    );
  });

  it('finds the same overlap between reporters', () => {
    fc.assert(
      fc.property(arbitraryCase({ merges: true }), ({ district, request: { asOf, from } }) => {
        const request = from === undefined ? { asOf } : { asOf, from };
        const expected = bruteForceOverlap(district, request).filter(({ group }) => group !== '*');
        const found = new PureDistrict(district).overlaps(request);
        expect(found.map(byReporter)).toEqual(expected.map(byReporter));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('gives the same whatever the order in which the files were typed', () => {
    fc.assert(
      fc.property(districtAndShuffled(), ([district, shuffled]) => {
        const asOf = interestingDays(district).at(-1) ?? district.plan.end;
        expect(new PureDistrict(shuffled).rows({ asOf })).toEqual(new PureDistrict(district).rows({ asOf }));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
