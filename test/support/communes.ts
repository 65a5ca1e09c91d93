export type Territory = 'own' | 'former' | 'foreign';

interface Commune {
  unit: string;
  mark: string;
  /** Names that stand nowhere else; each has words of its own. */
  person: string;
  twin: string;
  child: string;
  organisation: string;
  activity: string;
  venue: string;
  source: string;
  on: string;
}

/**
 * Three communes of the real district. Xã Nà Tăm became part of Xã Bản Bo on 1 July 2025: who has the rights of Xã Bản
 * Bo has those of the old commune too. Xã Giang Ma became part of Xã Tả Lèng, which is none of theirs.
 */
export const COMMUNES: Record<Territory, Commune> = {
  own: {
    unit: '03424',
    mark: 'BB',
    person: 'Lò Thị Phượng',
    twin: 'Lò Phượng Bản Bo',
    child: 'Lò Văn Sơn Ca',
    organisation: 'Hợp tác xã Chè Bản Bo',
    activity: 'Tập huấn tại Bản Bo',
    venue: 'Nhà văn hóa Hợp Nhất',
    source: 'Sổ theo dõi Bản Bo',
    on: '2025-09-10',
  },
  former: {
    unit: '03427',
    mark: 'NT',
    person: 'Hoàng Văn Páo',
    twin: 'Hoàng Páo Nà Tăm',
    child: 'Hoàng Thị Mây',
    organisation: 'Hợp tác xã Dệt Nà Tăm',
    activity: 'Tập huấn tại Nà Tăm',
    venue: 'Nhà văn hóa Coóc Noọc',
    source: 'Sổ theo dõi Nà Tăm',
    on: '2025-03-12',
  },
  foreign: {
    unit: '03405',
    mark: 'TL',
    person: 'Giàng Thị Chứ',
    twin: 'Giàng Chứ Sín Chải',
    child: 'Giàng A Kỷ',
    organisation: 'Hợp tác xã Mận Tam hoa',
    activity: 'Tập huấn tại Phìn Ngan Xin Chải',
    venue: 'Nhà văn hóa Phìn Ngan',
    source: 'Sổ theo dõi Lùng Thàng',
    on: '2025-09-12',
  },
};

/** Words that no answer may hold for somebody to whom that territory is foreign. */
export function namesOf(territory: Territory): string[] {
  const { person, twin, child, organisation, activity, venue, source } = COMMUNES[territory];
  return [person, twin, child, organisation, activity, venue, source];
}
