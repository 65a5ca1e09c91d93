import type { Messages } from '../messages.js';

/** The first page, while there is no plan yet. */
export const home: Messages = {
  'home.start.title': 'Bắt đầu',
  'home.start.lede': 'Chưa có kế hoạch nào. Làm lần lượt các việc dưới đây; việc sau cần đến việc trước.',
  'home.start.others_title': 'Chưa có kế hoạch nào',
  'home.start.others':
    'Người phụ trách đang chuẩn bị địa bàn và kế hoạch. Khi xong, tiến độ của kế hoạch hiện ở trang này.',
  'home.start.done': 'Đã có',
  'home.start.open': 'Chưa có',
  'home.start.load': 'Nạp tệp {file}',
  'home.start.units': 'Địa bàn',
  'home.start.units_text': 'Tỉnh, huyện, xã, thôn bản, lớp học: mọi số liệu được ghi theo địa bàn.',
  'home.start.successions': 'Sắp xếp, sáp nhập',
  'home.start.successions_text': 'Xã nào nhập vào xã nào, từ ngày nào. Bỏ qua nếu địa giới không đổi.',
  'home.start.plan': 'Kế hoạch',
  'home.start.plan_text': 'Mục tiêu, chỉ tiêu và mức phải đạt của một địa bàn đã có ở trên.',
  'home.start.baselines': 'Mẫu số',
  'home.start.baselines_text':
    'Tổng số đối tượng của từng nhóm ở từng địa bàn: không có mẫu số thì không tính được tỷ lệ.',
  'home.start.people': 'Người',
  'home.start.people_text': 'Những người sẽ dự các lớp tập huấn và đợt truyền thông.',
};
