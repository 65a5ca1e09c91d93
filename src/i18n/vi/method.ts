import type { Messages } from '../messages.js';

/** How figures are counted, in words, with the worked example. */
export const method: Messages = {
  'coverage.method.title': 'Cách tính',
  'coverage.method.lede': 'Kế hoạch tính từ ngày {start} đến ngày {end}. Mọi con số trong kế hoạch đều theo cách này.',
  'coverage.method.trainings_inform': 'Ở mọi chỉ tiêu, dự tập huấn cũng tính là được cung cấp thông tin.',
  'coverage.method.trainings_off':
    'Ở chỉ tiêu {codes}, dự tập huấn không tính là được cung cấp thông tin; ở các chỉ tiêu khác thì tính.',
  'coverage.method.who': 'Ai được tính',
  'coverage.method.who.1':
    'Có nhóm tính người (cán bộ, giáo viên, cha mẹ, trẻ em), có nhóm tính tổ chức (doanh nghiệp, hợp tác xã, hộ gia đình).',
  'coverage.method.who.2':
    'Mỗi đối tượng chỉ tính một lần trong mỗi nhóm. Hai vợ chồng cùng dự cho một hộ: một hộ. Người vừa là giáo viên vừa là cha mẹ, có tên ở cả hai danh sách: một giáo viên và một cha mẹ.',
  'coverage.method.who.3': 'Không cộng báo cáo của các đơn vị, vì một người thường có trong nhiều báo cáo.',
  'coverage.method.qualifies': 'Khi nào đủ điều kiện',
  'coverage.method.qualifies.1':
    'Được cung cấp thông tin: có mặt ở ít nhất một buổi truyền thông hoặc tập huấn; tính từ ngày của buổi đầu tiên.',
  'coverage.method.qualifies.2':
    'Được tập huấn: dự đủ tỷ lệ số buổi của lớp (80%, nếu lớp không quy định khác); tính từ ngày đủ điều kiện cuối cùng.',
  'coverage.method.qualifies.3': 'Buổi học bù và buổi được bù là một: dự một trong hai là đủ. Đến muộn vẫn là có mặt.',
  'coverage.method.qualifies.4': 'Buổi đã hủy, hoạt động còn nháp hoặc đã hủy thì không tính.',
  'coverage.method.where': 'Tính cho nơi nào, trong thời gian nào',
  'coverage.method.where.1':
    'Tính cho nơi ghi ở lần đủ điều kiện sớm nhất, kể cả khi nơi đó ở ngoài địa bàn của kế hoạch. Dự lại về sau không làm đổi nơi tính.',
  'coverage.method.where.2': 'Nơi được ghi lúc lập danh sách và không đổi theo nơi ở mới.',
  'coverage.method.where.3': 'Số lũy kế tính từ ngày {start}. Không tính lần dự trước ngày đó hoặc sau ngày {end}.',
  'coverage.method.floor': 'Chắc chắn và có thể tới',
  'coverage.method.floor.1':
    'Chắc chắn: người có tên, hoặc buổi đông nhất nếu buổi đó có thêm người đếm được mà không có tên, hoặc tổng chắc chắn của các địa bàn trực thuộc; lấy số lớn nhất.',
  'coverage.method.floor.2': 'Có thể tới: cộng mọi người có tên và mọi người dự không có tên, nhiều nhất bằng mẫu số.',
  'coverage.method.floor.3': 'Số ước tính (ví dụ loa truyền thanh) chỉ nâng mức có thể tới.',
  'coverage.method.floor.4': 'Tỷ lệ in lớn luôn là phần chắc chắn.',
  'coverage.method.baseline': 'Mẫu số',
  'coverage.method.baseline.1':
    'Mẫu số là tổng số đối tượng của nhóm tại địa bàn, có nguồn và người nhập. Số của một năm là số ngày 01/01 của năm đó.',
  'coverage.method.baseline.2':
    'Lấy số mới nhất đã nhập cho chính địa bàn; không có thì cộng các địa bàn trực thuộc, nếu nơi nào cũng có; không có nữa thì cộng các địa bàn cũ đã nhập vào.',
  'coverage.method.baseline.3': 'Thiếu ở một nơi là chưa có mẫu số: không coi là 0 và không đoán.',
  'coverage.method.baseline.4': 'Số đã tính lớn hơn mẫu số thì vẫn hiện, kèm lời nhắc rằng mẫu số đã cũ.',
  'coverage.method.status': 'Trạng thái',
  'coverage.method.status.1': 'Đạt: phần chắc chắn đủ mức phải đạt. Chưa đạt: kể cả phần có thể vẫn thiếu.',
  'coverage.method.status.2': 'Chưa rõ: phần chắc chắn chưa đủ, phần có thể thì đủ; lập danh sách người dự để biết.',
  'coverage.method.status.3':
    'So sánh bằng tỷ số đúng, không bằng số đã làm tròn. “Còn thiếu” là số đối tượng ít nhất phải thêm để đạt.',
  'coverage.method.reform': 'Khi địa bàn thay đổi',
  'coverage.method.reform.1':
    'Tính theo địa bàn của ngày tính. Xã nhập vào xã khác: người và mẫu số đi theo, không ai bị tính hai lần.',
  'coverage.method.reform.2': 'Chọn ngày trước khi sắp xếp thì thấy địa bàn cũ, với số liệu như cũ.',
  'coverage.method.reform.3':
    'Địa bàn của kế hoạch không kết thúc đối với kế hoạch, dù đơn vị hành chính đã thôi hoạt động.',
  'coverage.method.corrections': 'Khi sửa số liệu',
  'coverage.method.corrections.1':
    'Không ai gõ tỷ lệ vào. Sửa một lần điểm danh, gộp hai người trùng, đổi ngày một buổi: mọi số liệu lập tức như thể đã đúng từ đầu.',
  'coverage.method.example': 'Ví dụ',
  'coverage.method.example.1':
    'Xã A có 10 giáo viên, xã B có 20; ngày 01/07/2025 hai xã nhập thành xã N. p1, p2 ở A; p3, p4 ở B; p5 ở N.',
  'coverage.method.example.2':
    'Truyền thông ngày 10/03/2025 do ngành giáo dục tổ chức: p1, p2, p3. Truyền thông ngày 20/05/2025 do xã A tổ chức: p1, p3. Tập huấn 5 buổi từ ngày 01/09/2025: p1 dự đủ, p4 dự 2 buổi đầu. Truyền thông ngày 20/12/2025: p5.',
  'coverage.method.example.3':
    'Cộng báo cáo đến ngày 15/06/2025 ra 5 người: ngành giáo dục 3, xã A 2. Thực tế là 3 người; 2 lượt bị đếm lặp.',
  'coverage.method.example.4':
    'Lớp 6A có 38 học sinh, một buổi đếm được 30, một buổi đếm được 35, đều không ghi tên: chắc chắn 35, có thể tới 38.',
  'coverage.method.example.caption': 'Giáo viên được cung cấp thông tin',
  'coverage.method.example.as_of': 'Tính đến',
  'coverage.method.example.floor': 'Chắc chắn',
  'coverage.method.example.window': 'Kỳ',
  'coverage.method.example.attendances': 'Lượt',
  'coverage.method.example.distinct': 'Người',
  'coverage.method.example.new': 'Người lần đầu',
  'coverage.method.example.period': '{from}–{to}',
};
