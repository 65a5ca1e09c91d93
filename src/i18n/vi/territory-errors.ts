import type { Messages } from '../messages.js';

/** Territory: what is refused, and the repair. */
export const territoryErrors: Messages = {
  'errors.territory.outside': '{code} nằm ngoài địa bàn của bạn',
  'errors.territory.days_reversed': 'Ngày cuối phải từ ngày đầu {from} trở đi',
  'errors.territory.overlap':
    'Mã {code} còn là của {name} đến hết {to}: hai địa bàn không dùng chung mã trong cùng thời gian. Cho địa bàn này bắt đầu sau ngày đó, hoặc sửa ngày kết thúc của địa bàn kia trước',
  'errors.territory.parent_needed': 'Thôn bản, lớp học và danh sách phải trực thuộc một địa bàn',
  'errors.territory.parent_itself': 'Địa bàn không thể trực thuộc chính nó',
  'errors.territory.parent_unknown': 'Không có địa bàn nào mang mã {code}',
  'errors.territory.parent_not_valid':
    'Ngày {day} không có địa bàn nào mang mã {code}; nơi trực thuộc phải có vào ngày đầu tiên',
  'errors.territory.parent_refused': 'Địa bàn cấp trên {code} ở dòng {line} chưa đúng; sửa dòng đó trước',
  'errors.territory.level_not_below': 'Cấp phải thấp hơn cấp của {parent} ({parent_level})',
  'errors.territory.level_not_above': '{child} ({code}) trực thuộc địa bàn này nên cấp phải cao hơn',
  'errors.territory.child_loses_parent':
    '{child} ({code}) trực thuộc địa bàn này từ ngày {day}; ngày đó địa bàn này phải còn',
  'errors.territory.succession_breaks':
    'Lần chuyển ngày {day} từ {from} sang {to} sẽ không còn đúng; sửa lần chuyển đó trước',
  'errors.territory.succession_known': 'Lần chuyển này đã được ghi rồi',
  'errors.territory.not_valid_on': 'Ngày {day} không có địa bàn nào mang mã {code}',
  'errors.territory.same_place':
    'Mã {code} trước và sau ngày {day} là cùng một địa bàn; nơi kế tục phải là địa bàn khác',
  'errors.territory.second_main': '{code} đã có nơi kế tục chính là {other}; chỉ một nơi là chính',
  'errors.territory.one_code': 'Chỉ ghi một địa bàn',
  'errors.territory.merge_needs_two':
    'Sáp nhập cần ít nhất hai địa bàn; một địa bàn thì dùng Đổi tên hoặc nơi trực thuộc',
  'errors.territory.group_taken': 'Đã có nhóm mang mã {code}',
  'errors.territory.group_counts': 'Nhóm {code} đếm theo {counts}, không đổi được',
  'errors.territory.unknown_group': 'Không có nhóm {code}',
  'errors.territory.unknown_code': 'Chưa có địa bàn nào mang mã {code}',
  'errors.territory.unknown_code_near': 'Chưa có địa bàn nào mang mã {code}; có phải là: {near}',
  'errors.territory.no_place_in_year': 'Năm {year} không có địa bàn nào mang mã {code}',
  'errors.territory.baseline_conflict': 'Người khác vừa sửa mẫu số này. Xem bản mới rồi sửa tiếp.',
  'errors.territory.orphans':
    'Thay đổi này làm {count} mẫu số của mã {code} không còn địa bàn vào năm của chúng. Sửa các mẫu số đó trước.',
  'errors.territory.orphan_plan':
    'Thay đổi này làm kế hoạch không còn địa bàn mang mã {code} vào ngày bắt đầu. Sửa kế hoạch trước.',
  'errors.territory.code_ends':
    'Mã {code} là của {name}, kết thúc hôm trước. Nhập tên địa bàn mới để dùng tiếp mã này, hoặc chọn một địa bàn khác đang có',
  'errors.territory.name_of_several': 'Có nhiều địa bàn tên {name}; gõ mã của địa bàn cần chọn: {codes}',
  'errors.territory.no_such_name': 'Không có địa bàn nào tên “{name}”; chọn trong danh sách gợi ý hoặc gõ mã',
  'errors.territory.overlap_open':
    'Mã {code} đang là của {name}, chưa kết thúc: hai địa bàn không dùng chung mã trong cùng thời gian. Ghi ngày kết thúc của địa bàn kia trước',
  'errors.territory.overlap_later': 'Mã {code} là của {name} từ {from}: địa bàn này phải kết thúc trước ngày đó',
  'errors.territory.undo_succession':
    'Chưa hoàn tác được: sau đó đã ghi lần chuyển ngày {day} từ {from} sang {to}. Bỏ lần chuyển đó trước.',
  'errors.territory.undo_later': 'Chưa hoàn tác được: sau đó {name} lại thay đổi lần nữa. Hoàn tác lần sau trước.',
  'errors.territory.used_places':
    'Chưa xóa được: {child} ({code}) trực thuộc địa bàn này. Chuyển hoặc xóa {child} trước.',
  'errors.territory.used_successions':
    'Chưa xóa được {name}: địa bàn này có trong một lần sáp nhập, chia tách. Hoàn tác lần đó trước.',
  'errors.territory.used_activities':
    'Chưa xóa được {name} ({code}): đã có {count} lớp tập huấn, đợt truyền thông ghi ở đó.',
  'errors.territory.used_participations': 'Chưa xóa được {name} ({code}): đã có {count} lượt đăng ký ghi ở đó.',
  'errors.territory.used_headcounts': 'Chưa xóa được {name} ({code}): đã có {count} lần đếm người dự ghi ở đó.',
  'errors.territory.used_baselines':
    'Chưa xóa được {name} ({code}): đã có {count} mẫu số ghi ở đó, tính cả các bản cũ.',
  'errors.territory.used_plans': 'Chưa xóa được {name} ({code}): đã có {count} kế hoạch của địa bàn này.',
  'errors.territory.used_people': 'Chưa xóa được {name} ({code}): đã có {count} người ghi nơi ở là mã này.',
  'errors.territory.used_organisations':
    'Chưa xóa được {name} ({code}): đã có {count} tổ chức, hộ ghi địa bàn là mã này.',
  'errors.territory.used_users': 'Chưa xóa được {name}: đó là địa bàn phụ trách của người dùng {user}.',
};
