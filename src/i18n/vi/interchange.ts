import type { Messages } from '../messages.js';

/** How far an import or export is; why a file or one of its values was refused. */
export const interchange: Messages = {
  'interchange.pace': '{rows} / {total}, {speed}/s, còn khoảng {left}',
  'interchange.seconds': '{count} giây',
  'interchange.minutes': '{count} phút',
  'interchange.hours': '{hours} giờ {minutes} phút',
  'interchange.settling': 'đang tính lại kết quả',
  'errors.file.not_found': 'Không tìm thấy tệp {file}. Kiểm tra lại tên và thư mục.',
  'errors.file.not_a_file': '{file} không phải là tệp. Chọn một tệp CSV hoặc Excel (.xlsx).',
  'errors.file.empty': 'Tệp trống. Dòng đầu phải là tên các cột, các dòng sau là dữ liệu.',
  'errors.file.too_large': 'Tệp quá lớn: tối đa {max} MB. Chia thành nhiều tệp và nhập lần lượt.',
  'errors.file.too_many_rows': 'Tệp có quá nhiều dòng: tối đa {max} dòng. Chia thành nhiều tệp và nhập lần lượt.',
  'errors.file.too_many_columns': 'Dòng {line} có quá nhiều cột: tối đa {max} cột. Xóa các cột thừa.',
  'errors.file.row_too_long':
    'Dòng {line} quá dài (trên 64 kB). Thường là do một dấu ngoặc kép (") mở ra mà không đóng lại.',
  'errors.file.field_too_long': 'Ô ở dòng {line}, cột {column} quá dài: tối đa {max} byte. Rút ngắn nội dung.',
  'errors.file.not_utf8':
    'Dòng {line} không đúng bảng mã UTF-8, có lẽ tệp được lưu bằng bảng mã khác. Trong Excel, chọn Lưu thành, kiểu “CSV UTF-8”, hoặc lưu dạng .xlsx.',
  'errors.file.utf16':
    'Tệp được lưu bằng bảng mã UTF-16 (“Unicode Text”). Trong Excel, chọn Lưu thành, kiểu “CSV UTF-8”, hoặc lưu dạng .xlsx.',
  'errors.file.nul':
    'Dòng {line} có ký tự NUL: đây không phải là tệp CSV, hoặc tệp đã bị hỏng. Lưu lại từ chương trình đã tạo ra nó.',
  'errors.file.quote_not_closed':
    'Dấu ngoặc kép (") mở ở dòng bắt đầu từ dòng {line} không được đóng lại. Thêm dấu đóng, hoặc viết hai dấu ("") nếu đó là một phần của nội dung.',
  'errors.file.stray_quote':
    'Dấu ngoặc kép (") đặt sai chỗ ở dòng {line}. Nếu nội dung có dấu ngoặc kép, đặt cả ô trong ngoặc kép và viết mỗi dấu bên trong hai lần ("").',
  'errors.file.old_excel': 'Đây là tệp Excel kiểu cũ (.xls). Mở bằng Excel và lưu thành .xlsx hoặc “CSV UTF-8”.',
  'errors.file.encrypted': 'Tệp được bảo vệ bằng mật khẩu. Mở tệp, bỏ mật khẩu rồi lưu lại.',
  'errors.file.pdf': 'Đây là tệp PDF. Nhập từ bảng gốc, dạng .xlsx hoặc CSV.',
  'errors.file.markup': 'Đây là tệp HTML, XML hoặc JSON, không phải bảng. Lưu bảng dạng .xlsx hoặc “CSV UTF-8”.',
  'errors.file.archive':
    'Đây là tệp nén hoặc tài liệu loại khác, không phải bảng tính Excel. Giải nén và chọn tệp .xlsx hoặc CSV bên trong.',
  'errors.file.xlsx_broken':
    'Không đọc được tệp Excel: tệp bị hỏng hoặc tải lên chưa hết. Mở bằng Excel, lưu lại dạng .xlsx rồi thử lại.',
  'errors.file.xlsx_macros': 'Tệp Excel có macro nên không được nhận. Lưu thành .xlsx (không macro) hoặc “CSV UTF-8”.',
  'errors.file.xlsx_external':
    'Tệp Excel có liên kết tới tệp khác nên không được nhận. Trong Excel, chọn Dữ liệu, Sửa liên kết, Ngắt liên kết, rồi lưu lại; hoặc lưu thành “CSV UTF-8”.',
  'errors.file.xlsx_dtd':
    'Tệp Excel có khai báo kiểu tài liệu (DTD) không an toàn nên không được nhận. Mở bằng Excel và lưu lại dạng .xlsx.',
  'errors.file.xlsx_unpacked_too_large':
    'Nội dung tệp Excel sau khi giải nén quá lớn (tối đa {max} MB) hoặc được nén bất thường. Chép riêng trang dữ liệu sang tệp mới, hoặc lưu thành “CSV UTF-8”.',
  'errors.file.xlsx_no_sheet': 'Không có trang tính nào trong tệp. Dữ liệu phải ở trang tính đầu tiên.',
  'errors.file.header_gap':
    'Ô tiêu đề cột {column} ở dòng {line} để trống hoặc bị gộp với ô khác. Bỏ gộp ô và ghi một tên cột vào mỗi ô.',
  'errors.file.header_merged':
    'Các ô {cells} ở dòng tiêu đề (dòng {line}) bị gộp. Dòng đầu tiên có nội dung phải là tên các cột, mỗi ô một tên: bỏ gộp ô và xóa các dòng phía trên.',
  'errors.file.header_repeated': 'Cột “{column}” xuất hiện hai lần ở dòng tiêu đề. Giữ lại một cột.',
  'errors.file.missing_columns':
    'Thiếu cột: {columns}. Các cột của tệp này là: {known}. Dòng đầu phải ghi đúng các tên này.',
  'errors.row.required': 'chưa có giá trị',
  'errors.row.too_long': 'dài quá {max} ký tự',
  'errors.row.control_character': 'có ký tự điều khiển không nhìn thấy; gõ lại nội dung',
  'errors.row.line_break': 'có dấu xuống dòng; viết trên một dòng',
  'errors.row.not_code': 'mã chỉ gồm chữ, số và các dấu . _ - / : và bắt đầu bằng chữ hoặc số, không có dấu cách',
  'errors.row.not_date': 'không phải là ngày; viết như 15/06/2025',
  'errors.row.not_iso_date': 'không phải là ngày; viết như 2025-06-15',
  'errors.row.date_iso': 'viết ngày dạng năm-tháng-ngày: {year}-{month}-{day}',
  'errors.row.no_such_month': 'không có tháng {month}',
  'errors.row.no_such_day': 'tháng {month} không có ngày {day}',
  'errors.row.not_leap': 'tháng 2 năm {year} không có ngày 29',
  'errors.row.date_before': 'ngày phải từ {min} trở đi',
  'errors.row.date_after': 'ngày phải không muộn hơn {max}',
  'errors.row.not_time': 'không phải là giờ; viết như 07:30',
  'errors.row.not_integer': 'không phải là số nguyên; viết chỉ bằng chữ số, không có dấu phân cách hàng nghìn',
  'errors.row.not_decimal': 'không phải là số; viết như 5.3',
  'errors.row.too_many_places': 'có quá {places} chữ số thập phân (không dùng dấu phân cách hàng nghìn)',
  'errors.row.too_small': 'phải từ {min} trở lên',
  'errors.row.too_large': 'phải từ {max} trở xuống',
  'errors.row.not_bool': 'viết true hoặc false (có hoặc không)',
  'errors.row.not_one_of': 'phải là một trong: {allowed}',
  'errors.row.not_email': 'không phải là địa chỉ thư điện tử; viết như ten@example.vn',
  'errors.row.not_phone': 'không phải là số điện thoại; viết như 0912345678 hoặc +84912345678',
  'errors.row.phone_lost_zero': 'số điện thoại mất số 0 ở đầu; định dạng cột là Văn bản và gõ lại',
  'errors.row.not_national_id': 'số định danh phải có 12 chữ số (hoặc 9 chữ số của thẻ cũ)',
  'errors.row.national_id_lost_zero': 'số định danh mất số 0 ở đầu; định dạng cột là Văn bản và gõ lại đủ 12 chữ số',
  'errors.row.cell_error': 'ô tính bị lỗi {value}; sửa công thức hoặc gõ giá trị',
  'errors.row.formula_no_value': 'công thức chưa được tính; mở bằng Excel và lưu lại, hoặc gõ giá trị',
  'errors.row.too_many_cells':
    'có giá trị ở cột {column} nhưng tiêu đề chỉ có {columns} cột; nội dung có dấu phẩy phải đặt trong ngoặc kép',
};
