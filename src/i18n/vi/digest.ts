/** Thư việc đến hạn hằng tuần cho người tổ chức. */
export const digest = {
  'digest.title': 'Thư việc đến hạn hằng tuần',
  'digest.lede':
    'Sáng thứ Hai, khi có việc đến hạn trong địa bàn phụ trách, một thư gửi tới {address}: buổi chờ điểm danh, buổi sắp tới, giấy chứng nhận chưa cấp, đề nghị sửa tên, thư không gửi được, báo cáo sắp đến hạn.',
  'digest.wanted': 'Thư này',
  'digest.wanted_yes': 'Nhận thư',
  'digest.wanted_no': 'Không nhận',
  'digest.saved': 'Đã lưu.',
  'digest.session': '{when}, {title}, buổi {number}',
  'digest.certificates_of': '{title}, {count} người',
  'digest.undelivered_of': '{title}, {count} thư',
  'digest.corrections_of': '{count} đề nghị',
  'digest.report': '{day}, {kind}, {plan}',
  'digest.more': 'và {count} mục nữa',
  'events.digest.taken': 'Nhận thư việc đến hạn',
  'events.digest.declined': 'Thôi nhận thư việc đến hạn',
};
