import type { Messages } from '../messages.js';

/** Khóa học trực tuyến: soạn, công bố, các tệp của khóa học. */
export const courses: Messages = {
  'events.course.edited': 'Sửa bản nháp khóa học',
  'events.course.published': 'Công bố phiên bản khóa học',
  'events.course.draft_made': 'Mở bản nháp khóa học',
  'events.course.draft_discarded': 'Bỏ bản nháp khóa học',
  'events.course.draft_replaced': 'Thay bản nháp khóa học từ tệp',

  'errors.courses.no_lesson': 'Không có bài học này trong bản nháp.',
  'errors.courses.no_section': 'Không có phần này trong bản nháp.',
  'errors.courses.too_many_sections': 'Một khóa học có tối đa {most} phần.',
  'errors.courses.too_many_lessons': 'Một khóa học có tối đa {most} bài học.',
  'errors.courses.section_has_lessons':
    'Phần này còn {count} bài học. Chuyển các bài sang phần khác hoặc xóa từng bài trước.',
  'errors.courses.lesson_too_long': 'Bài “{title}” dài quá {most} nghìn byte. Chia thành nhiều bài.',
  'errors.courses.not_ready': 'Phiên bản {number} chưa công bố được. Xem những việc cần sửa ở trang khóa học.',
  'errors.courses.only_draft': 'Khóa học chưa công bố lần nào nên không bỏ bản nháp được. Xóa từng bài học nếu cần.',
};
