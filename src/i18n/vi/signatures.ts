import type { Messages } from '../messages.js';

/** Signatures of certificates, and the keys they are made with. */
export const signatures: Messages = {
  'events.signing_key.made': 'Tạo khóa ký giấy chứng nhận',
  'events.signing_key.retired': 'Thôi dùng khóa ký giấy chứng nhận',
  'events.signing_key.revoked': 'Công bố khóa ký bị lộ',

  'errors.signatures.key_closed':
    'Không mở được khóa ký {kid}: SECRET_KEY không phải là khóa bí mật lúc tạo khóa ký. Đặt lại SECRET_KEY cũ; nếu đã mất, đổi khóa ký ở trang Khóa ký hoặc bằng lệnh «lantoa certificates keys rotate».',
  'errors.signatures.revoked_in_future': 'Nhập ngày không muộn hơn hôm nay.',
  'errors.signatures.revoked_later': 'Ngày đã công bố sớm hơn; chỉ có thể lùi ngày về trước.',
};
