import type { Messages } from '../messages.js';

/** Signatures of certificates, and the keys they are made with. */
export const signatures: Messages = {
  'signatures.keys': 'Khóa ký giấy chứng nhận',
  'signatures.lede':
    'Mã QR trên giấy chứng nhận mang chữ ký, để ai cũng kiểm tra được mà không cần hỏi hệ thống này. Khóa đã thôi dùng vẫn được công bố, nên giấy đã cấp vẫn kiểm tra được.',
  'signatures.key': 'Khóa ký {kid}',
  'signatures.kid': 'Khóa',
  'signatures.created': 'Tạo lúc',
  'signatures.retired': 'Thôi dùng lúc',
  'signatures.state': 'Tình trạng',
  'signatures.state.current': 'Đang dùng',
  'signatures.state.retired': 'Đã thôi dùng',
  'signatures.state.leaked': 'Bị lộ, không tin từ {date}',
  'signatures.reason': 'Lý do',
  'signatures.rotate': 'Đổi khóa',
  'signatures.rotate_hint':
    'Tạo khóa mới để ký từ nay; khóa đang dùng thôi dùng và phần bí mật bị xóa. Giấy đã cấp không thay đổi.',
  'signatures.rotated': 'Đã đổi khóa: từ nay ký bằng khóa {kid}.',
  'signatures.none': 'Chưa có khóa ký',
  'signatures.none_text': 'Khóa đầu tiên được tạo khi máy chủ khởi động hoặc khi cấp giấy chứng nhận đầu tiên.',
  'signatures.published': 'Các khóa công khai',
  'signatures.offline_page': 'Trang kiểm tra không cần mạng',
  'signatures.leak_hint': 'Khóa bị lộ: mở khóa đó trong bảng và công bố ngày.',
  'signatures.leak': 'Công bố khóa bị lộ',
  'signatures.leak_text':
    'Chữ ký ghi từ ngày này trở đi không còn được tin khi kiểm tra không cần mạng; sổ cấp giấy không thay đổi. Nếu khóa đang dùng, khóa mới được tạo ngay. Không rút lại được; ngày chỉ có thể lùi về trước.',
  'signatures.leaked_from': 'Không tin từ ngày',
  'signatures.leaked_from_hint': 'Ngày sớm nhất mà người khác có thể đã có khóa.',
  'signatures.leak_declare': 'Công bố khóa bị lộ',
  'signatures.revoked': 'Đã công bố khóa {kid} bị lộ.',

  'signatures.credential.description': 'Đã hoàn thành «{title}», từ {from} đến {to}.',
  'signatures.credential.criteria': 'Dự đủ số buổi theo yêu cầu của khóa gồm {planned} buổi.',
  'signatures.credential.hours': 'Thời lượng: {hours} giờ.',

  'signatures.credential.text.unknown_key':
    'Bộ khóa này không có khóa ghi trong chứng nhận số. Chứng nhận do nơi khác cấp hoặc dùng khóa mới hơn: lấy bộ khóa mới, hoặc kiểm tra tại địa chỉ ghi trong chứng nhận.',
  'signatures.credential.text.forged': 'Chứng nhận số không do nơi cấp ký, hoặc đã bị sửa.',
  'signatures.credential.text.malformed': 'Đây không phải toàn bộ một chứng nhận số. Hãy tải lại.',
  'signatures.offline.title': 'Kiểm tra giấy chứng nhận không cần mạng',
  'signatures.offline.lede':
    'Trang này tự kiểm tra chữ ký trong mã QR và không gửi gì đi đâu. Có thể lưu trang thành tệp để dùng khi không có mạng.',
  'signatures.offline.save': 'Lưu trang này thành tệp',
  'signatures.offline.text': 'Nội dung mã QR',
  'signatures.offline.text_hint': 'Quét mã QR trên giấy bằng điện thoại, chép toàn bộ địa chỉ rồi dán vào đây.',
  'signatures.offline.check': 'Kiểm tra',
  'signatures.offline.photo': 'Hoặc chọn ảnh chụp mã QR',
  'signatures.offline.keys':
    'Khóa công khai trong trang này: tính đến ngày {date}. Khóa đổi sau ngày đó thì cần trang mới hơn.',
  'signatures.offline.no_script': 'Trình duyệt đã tắt JavaScript; trang này cần JavaScript để kiểm tra.',
  'signatures.offline.no_code':
    'Không thấy mã QR trong ảnh. Chụp gần và rõ hơn, hoặc quét bằng điện thoại rồi dán nội dung.',
  'signatures.offline.state.signed': 'Chữ ký đúng',
  'signatures.offline.state.revoked_key': 'Không tin được chữ ký này',
  'signatures.offline.state.unknown_key': 'Không có khóa để kiểm tra',
  'signatures.offline.state.forged': 'Chữ ký sai',
  'signatures.offline.state.malformed': 'Không đọc được nội dung này',
  'signatures.offline.text.signed':
    'Nội dung dưới đây đúng như lúc cấp, ngày {date}. Hãy so với tờ giấy: từng dòng phải giống nhau. Giấy có bị thu hồi hay thay thế từ đó đến nay hay không thì chỉ xem được tại địa chỉ ghi trên giấy.',
  'signatures.offline.text.leaked_later':
    'Khóa ký giấy này về sau bị lộ (không tin từ {date}). Người khác có thể đã ghi lùi ngày: hãy kiểm tra tại địa chỉ ghi trên giấy.',
  'signatures.offline.text.expired': 'Theo ngày của máy này, giấy đã hết hạn.',
  'signatures.offline.text.as_of_issue':
    'Nội dung trên đúng như lúc cấp, ngày {date}. Giấy có bị thu hồi hay thay thế từ đó đến nay hay không thì chỉ xem được tại địa chỉ ghi trên giấy.',
  'signatures.offline.text.revoked_key':
    'Khóa ký bị lộ: chữ ký ghi từ ngày {date} trở đi không được tin. Hãy kiểm tra tại địa chỉ ghi trên giấy.',
  'signatures.offline.text.unknown_key':
    'Trang này không có khóa {kid}. Giấy do nơi khác cấp, hoặc khóa mới hơn trang này: hãy dùng trang mới, hoặc kiểm tra tại địa chỉ ghi trên giấy.',
  'signatures.offline.text.forged': 'Nội dung mã QR không phải do nơi cấp ký, hoặc đã bị sửa.',
  'signatures.offline.text.malformed':
    'Đây không phải toàn bộ nội dung mã QR của một giấy chứng nhận. Hãy quét và chép lại.',
  'signatures.offline.fact.holder': 'Người được cấp',
  'signatures.offline.fact.initials': 'Trẻ em: chỉ có chữ cái đầu',
  'signatures.offline.fact.title': 'Khóa tập huấn',
  'signatures.offline.fact.days': 'Thời gian',
  'signatures.offline.fact.minutes': 'Số giờ',
  'signatures.offline.fact.serial': 'Số',
  'signatures.offline.fact.body': 'Nơi cấp',
  'signatures.offline.fact.issued_on': 'Ngày cấp',
  'signatures.offline.fact.valid_until': 'Có giá trị đến',
  'signatures.offline.fact.code': 'Mã kiểm tra',
  'signatures.offline.fact.kid': 'Khóa ký',

  'events.signing_key.made': 'Tạo khóa ký giấy chứng nhận',
  'events.signing_key.retired': 'Thôi dùng khóa ký giấy chứng nhận',
  'events.signing_key.revoked': 'Công bố khóa ký bị lộ',

  'errors.signatures.key_closed':
    'Không mở được khóa ký {kid}: SECRET_KEY không phải là khóa bí mật lúc tạo khóa ký. Đặt lại SECRET_KEY cũ; nếu đã mất, đổi khóa ký ở trang Khóa ký hoặc bằng lệnh «lantoa certificates keys rotate».',
  'errors.signatures.revoked_in_future': 'Nhập ngày không muộn hơn hôm nay.',
  'errors.signatures.revoked_later': 'Ngày đã công bố sớm hơn; chỉ có thể lùi ngày về trước.',
  'errors.signatures.no_credential': 'Không đọc được tệp {file}.',
  'errors.signatures.no_keys': 'Không đọc được bộ khóa công khai trong tệp {file}.',
};
