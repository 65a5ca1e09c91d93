import type { Messages } from '../messages.js';

/** The outbox. */
export const mail: Messages = {
  'mail.outbox': 'Hộp thư đi',
  'mail.lede': 'Thư của hệ thống, mới nhất trước. Gửi ngay sau khi ghi; thư chưa gửi được thì thử lại.',
  'mail.lede_no_server': 'Chưa có máy chủ thư (SMTP_URL). Thư nằm lại đây: mở thư và chuyển nội dung cho người nhận.',
  'mail.empty': 'Chưa có thư',
  'mail.empty_text': 'Thư mời, đường dẫn đặt mật khẩu và thông báo thay đổi tài khoản sẽ nằm ở đây.',
  'mail.send_now': 'Gửi {count} thư đang chờ',
  'mail.sending_done': 'Đã gửi {sent} thư, không gửi được {failed} thư.',
  'mail.subject': 'Tiêu đề',
  'mail.recipient': 'Người nhận',
  'mail.created': 'Ghi lúc',
  'mail.expires': 'Hết hạn',
  'mail.sent': 'Gửi lúc',
  'mail.attempts': 'Số lần gửi',
  'mail.last_error': 'Lỗi lần cuối',
  'mail.state': 'Tình trạng',
  'mail.state.sent': 'Đã gửi',
  'mail.state.waiting': 'Đang chờ',
  'mail.state.failed': 'Chưa gửi được',
  'mail.state.expired': 'Hết hạn',
  'mail.body': 'Nội dung',
  'mail.body_hint': 'Đường dẫn trong thư là của riêng người nhận. Việc mở thư này đã được ghi lại.',
  'mail.body_gone': 'Nội dung không hiện nữa vì thư đã gửi hoặc đã hết hạn.',
  'errors.mail.header': 'Địa chỉ hoặc tiêu đề thư có ký tự không được phép',
};
