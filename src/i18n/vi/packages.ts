import type { Messages } from '../messages.js';

/** Gói bài giảng SCORM. */
export const packages: Messages = {
  'errors.packages.no_manifest':
    'Tệp ZIP không có imsmanifest.xml nên không phải gói bài giảng SCORM. Xuất bài giảng theo SCORM 1.2 hoặc SCORM 2004 trong phần mềm soạn bài và gửi tệp ZIP đó',
  'errors.packages.manifest_below':
    'imsmanifest.xml nằm trong thư mục “{folder}”. Nén nội dung bên trong thư mục đó, không nén cả thư mục',
  'errors.packages.aicc': 'Đây là gói AICC. Xuất bài giảng theo SCORM 1.2 hoặc SCORM 2004',
  'errors.packages.cmi5': 'Đây là gói cmi5. Xuất bài giảng theo SCORM 1.2 hoặc SCORM 2004',
  'errors.packages.xapi': 'Đây là gói xAPI (Tin Can). Xuất bài giảng theo SCORM 1.2 hoặc SCORM 2004',
  'errors.packages.no_scorm':
    'imsmanifest.xml không cho biết đây là SCORM 1.2 hay SCORM 2004. Xuất lại bài giảng theo một trong hai chuẩn này',
  'errors.packages.no_organization': 'imsmanifest.xml không có phần organization. Xuất lại gói bài giảng',
  'errors.packages.no_item': 'Phần organization trong imsmanifest.xml không có gì để mở. Xuất lại gói bài giảng',
  'errors.packages.many_items': 'Gói bài giảng có hơn {most} phần. Chia thành nhiều gói',
  'errors.packages.same_id': 'Hai phần trong imsmanifest.xml có cùng mã nhận diện. Xuất lại gói bài giảng',
  'errors.packages.no_resource': 'Phần “{item}” trong imsmanifest.xml không ghi tệp để mở. Xuất lại gói bài giảng',
  'errors.packages.absolute':
    'imsmanifest.xml ghi địa chỉ “{address}” nằm ngoài gói bài giảng. Đưa mọi tệp vào trong gói',
  'errors.packages.leads_out':
    'imsmanifest.xml ghi địa chỉ “{address}” dẫn ra ngoài gói bài giảng. Đưa mọi tệp vào trong gói',
  'errors.packages.missing':
    'imsmanifest.xml ghi tệp “{name}” nhưng trong gói không có tệp này. Xuất lại gói bài giảng',
  'errors.packages.xml_large': 'imsmanifest.xml lớn hơn {megabytes} MB',
  'errors.packages.xml_deep': 'imsmanifest.xml có quá nhiều phần tử, hoặc lồng nhau quá sâu',
  'errors.packages.xml_doctype':
    'imsmanifest.xml có khai báo DOCTYPE. Bỏ khai báo này, hoặc xuất lại gói bài giảng bằng phần mềm khác',
  'errors.packages.xml_encoding':
    'Không đọc được imsmanifest.xml theo bảng mã {encoding}. Lưu tệp theo UTF-8 rồi nén lại',
  'errors.packages.xml_broken': 'imsmanifest.xml không phải XML hợp lệ: dòng {line}, {detail}. Xuất lại gói bài giảng',
  'errors.packages.state': 'Nội dung gói bài giảng cần lưu quá lớn hoặc bị hỏng. Tải lại trang',
  'packages.content.none': 'Không có nội dung ở địa chỉ này. Quay lại bài học và tải lại trang.',
  'packages.content.expired': 'Bài học đã mở quá lâu. Tải lại trang để học tiếp từ chỗ đang dừng.',
  'packages.frame.items': 'Các phần của bài học',
  'packages.frame.needs_script':
    'Bài học này là một chương trình và cần JavaScript. Bật JavaScript trong trình duyệt, hoặc hỏi giảng viên cách học khác.',
  'packages.frame.saving': 'Đang lưu…',
  'packages.frame.saved': 'Đã lưu.',
  'packages.frame.waiting': 'Chưa lưu được: mất kết nối. Hệ thống tự thử lại; giữ trang này mở.',
  'packages.frame.elsewhere': 'Bài học đã được học tiếp ở cửa sổ khác. Tải lại trang này.',
  'packages.frame.refused': 'Chưa lưu được. Tải lại trang này; có thể phải đăng nhập lại.',
};
