import type { Messages } from '../messages.js';

/** Uploaded files: photos of sessions, materials of activities. */
export const files: Messages = {
  'errors.upload.none': 'Chọn ít nhất một tệp',
  'errors.upload.too_large': 'Có tệp lớn hơn {most} MB nên không nhận. Chọn tệp nhỏ hơn, hoặc giảm cỡ ảnh rồi gửi lại',
  'errors.upload.too_many': 'Mỗi lần gửi tối đa {most} tệp. Gửi làm nhiều lần',
  'errors.files.heic':
    '{name} là ảnh HEIC, chưa đọc được. Gửi ảnh JPEG: trên iPhone mở Cài đặt, Camera, Định dạng, chọn Tương thích nhất rồi chụp lại',
  'errors.files.no_photo': '{name} không phải ảnh JPEG, PNG hay WebP. Xuất ảnh sang JPEG rồi gửi lại',
  'errors.files.broken_picture': '{name} bị hỏng hoặc gửi chưa hết nên không đọc được. Mở ảnh xem lại rồi gửi lại',
  'errors.files.too_many_pixels': '{name} lớn hơn {most} triệu điểm ảnh. Giảm kích thước ảnh rồi gửi lại',
  'errors.files.no_pictures_here':
    'Máy chủ này chưa xử lý được ảnh. Báo người quản trị cài lại các gói của chương trình.',
  'errors.files.too_many_photos':
    'Mỗi buổi giữ tối đa {most} ảnh, đã có {count} ảnh. Xóa bớt ảnh cũ hoặc chọn ít ảnh hơn',
  'errors.files.no_material':
    '{name} không thuộc loại nhận được hoặc bị hỏng. Nhận PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, TXT (UTF-8), JPEG, PNG, WebP; tệp Word, Excel, PowerPoint kiểu cũ thì lưu lại theo kiểu mới',
  'errors.files.programs': '{name} có macro hoặc chương trình bên trong. Lưu lại không kèm macro rồi gửi',
  'errors.files.too_many_materials':
    'Mỗi hoạt động giữ tối đa {most} tài liệu, đã có {count}. Xóa bớt tài liệu cũ hoặc chọn ít tệp hơn',
  'errors.files.zip.broken': 'Tệp ZIP bị hỏng hoặc gửi chưa hết nên không đọc được: {name}. Nén lại rồi gửi',
  'errors.files.zip.encrypted': '{name} trong tệp ZIP có mật khẩu. Nén lại không đặt mật khẩu rồi gửi',
  'errors.files.zip.method': '{name} được nén theo cách chưa đọc được. Nén lại thành ZIP thông thường rồi gửi',
  'errors.files.zip.link':
    '{name} trong tệp ZIP không phải là tệp thật mà là liên kết. Thay bằng chính tệp đó rồi nén lại',
  'errors.files.zip.duplicate':
    'Trong tệp ZIP có hai tệp cùng tên {name} (không phân biệt chữ hoa, chữ thường). Đổi tên một tệp rồi nén lại',
  'errors.files.zip.name':
    'Tên {name} trong tệp ZIP không dùng được: tên phải nằm trong thư mục được nén, không có "..", "\\" hay ký tự điều khiển. Đổi tên rồi nén lại',
  'errors.files.zip.name_letters':
    'Tên {name} trong tệp ZIP không viết bằng UTF-8. Đổi tên không dấu hoặc nén lại bằng chương trình khác',
  'errors.files.zip.name_long': 'Tên {name} trong tệp ZIP dài hơn {most} byte. Đặt tên ngắn hơn rồi nén lại',
  'errors.files.zip.too_deep': '{name} nằm sâu hơn {most} cấp thư mục. Bớt thư mục lồng nhau rồi nén lại',
  'errors.files.zip.too_many': 'Tệp ZIP có hơn {most} tệp và thư mục. Bớt tệp hoặc chia nhỏ rồi gửi',
  'errors.files.zip.too_large': 'Tệp ZIP lớn hơn {most} MB nên không nhận. Giảm dung lượng rồi gửi lại',
  'errors.files.zip.unpacked_too_large': 'Các tệp trong ZIP sau khi giải nén lớn hơn {most} MB nên không nhận',
  'events.file.added': 'Thêm tệp',
  'events.file.removed': 'Xóa tệp',

  'activities.photos.title': 'Ảnh hội trường, bảng ký tên',
  'activities.photos.page_title': 'Ảnh của buổi {number}: {title}',
  'activities.photos.heading': 'Ảnh của buổi {number}',
  'activities.photos.hint':
    'Làm căn cứ cho số người không có tên. Thời gian, vị trí và thông tin máy chụp được xóa khỏi ảnh; chỉ người xem được danh sách mới xem được ảnh.',
  'activities.photos.none': 'Buổi này chưa có ảnh.',
  'activities.photos.one': 'Ảnh {number}',
  'activities.photos.by': '{name}, {at}',
  'activities.photos.at': '{at}',
  'activities.photos.note': 'Ghi chú cho ảnh',
  'activities.photos.file': 'Chọn ảnh',
  'activities.photos.file_hint': 'JPEG, PNG hoặc WebP, mỗi ảnh tối đa {megabytes} MB, mỗi lần tối đa {most} ảnh.',
  'activities.photos.add': 'Thêm ảnh',
  'activities.photos.remove': 'Xóa',
  'activities.photos.added': 'Đã thêm {count} ảnh.',
  'activities.photos.there_already': 'Ảnh này đã có ở buổi này.',
  'activities.photos.removed': 'Đã xóa ảnh.',
  'activities.photos.told': 'Ảnh, buổi {number}',

  'activities.materials.title': 'Tài liệu',
  'activities.materials.page_title': 'Tài liệu: {title}',
  'activities.materials.hint': 'Ai xem được hoạt động thì tải được tài liệu. Không đính kèm danh sách người dự ở đây.',
  'activities.materials.none': 'Hoạt động này chưa có tài liệu.',
  'activities.materials.file': 'Chọn tài liệu',
  'activities.materials.file_hint':
    'PDF, Word, Excel, PowerPoint, OpenDocument, ảnh hoặc văn bản TXT; mỗi tệp tối đa {megabytes} MB, mỗi lần tối đa {most} tệp.',
  'activities.materials.add': 'Đính kèm',
  'activities.materials.remove': 'Xóa',
  'activities.materials.added': 'Đã đính kèm {count} tài liệu.',
  'activities.materials.there_already': 'Tài liệu này đã được đính kèm.',
  'activities.materials.removed': 'Đã xóa tài liệu.',
};
