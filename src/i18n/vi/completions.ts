import type { Messages } from '../messages.js';

/** Who completed a course, and who passed the test of a training. */
export const completions: Messages = {
  'imports.kind.completions': 'Hoàn thành khóa học',
  'imports.kind.test_results': 'Đạt bài kiểm tra',
  'imports.kind_hint.completions': 'ai hoàn thành khóa học trực tuyến nào, ngày nào',
  'imports.kind_hint.test_results': 'ai đạt bài kiểm tra của lớp tập huấn, ngày nào',
  'events.import.completions': 'Nạp danh sách hoàn thành khóa học',
  'events.import.test_results': 'Nạp danh sách đạt bài kiểm tra',
  'events.completion.recorded': 'Ghi hoàn thành khóa học',
  'events.completion.withdrawn': 'Bỏ ghi hoàn thành khóa học',
  'events.test.passed': 'Ghi đạt bài kiểm tra',
  'events.test.withdrawn': 'Bỏ ghi đạt bài kiểm tra',
  'events.participation.enrolled': 'Ghi danh vào khóa học',
  'activities.lede_course': '{kind}, {place}. Có {people} người trong danh sách.',
  'activities.column.completed': 'Đã hoàn thành',
  'activities.completed_on': 'Hoàn thành ngày {day}',
  'activities.not_completed': 'Chưa hoàn thành',
  'activities.sum_lacks_test': '{satisfied} buổi, cần {needed}; còn thiếu bài kiểm tra',
  'activities.fact.test': 'Bài kiểm tra',
  'activities.test_required': 'phải đạt mới đủ điều kiện',
  'activities.test_not_required': 'không bắt buộc đạt',
  'activities.removal.completion': 'Việc hoàn thành khóa học ngày {day} cũng được bỏ. Có thể hoàn tác.',
  'errors.activities.course_has_no_sessions':
    '{code} là khóa học trực tuyến: khóa học không có buổi, điểm danh hay số người không tên; ghi ở tệp hoàn thành (completions)',
  'errors.activities.completions_of_course_only':
    '{code} không phải là khóa học trực tuyến: lớp tập huấn và đợt truyền thông ghi bằng điểm danh',
  'errors.activities.test_of_training_only': '{code} không phải là lớp tập huấn: chỉ lớp tập huấn có bài kiểm tra',
  'errors.activities.not_a_course': '{code} không phải là khóa học trực tuyến.',
  'errors.activities.test_from_attempt':
    'việc đạt bài kiểm tra của {code} theo bài đã làm: hãy sửa bài giấy trong phần kiểm tra',
  'errors.activities.day_ahead': 'ngày này chưa đến',
  'errors.activities.not_enrolled': 'Người này không có trong danh sách của hoạt động.',
  'errors.activities.completed_stays':
    'Có người đã hoàn thành khóa học nên không bỏ khỏi danh sách được. Bỏ ghi hoàn thành trước.',
  'errors.activities.completion_for_another':
    '{ref} có trong danh sách thay mặt tổ chức khác; để trống cột này, hoặc sửa ở tệp danh sách người dự (participations)',
  'errors.activities.completion_without_place':
    'ngày {date} không xác định được địa bàn {unit} của người này; xem lại ngày, hoặc ghi địa bàn đúng ở tệp danh sách người dự (participations)',
  'errors.activities.completion_ambiguous':
    'ngày {date} người ở {unit} có thể thuộc nhiều địa bàn: {candidates}. Ghi rõ địa bàn ở tệp danh sách người dự (participations)',
  'errors.activities.kind_has_sessions': '{code} đã có buổi nên không đổi thành khóa học trực tuyến được',
  'errors.activities.kind_has_completions': '{code} đã có người hoàn thành nên phải vẫn là khóa học trực tuyến',
  'errors.activities.kind_has_tests': '{code} đã có người đạt bài kiểm tra nên phải vẫn là lớp tập huấn',
  'certificate_paper.completed_course': 'đã hoàn thành khóa học trực tuyến',
  'certificates.completed_course': '{date}, học trực tuyến',
  'certificates.fact.course': 'Khóa học trực tuyến',
  'signatures.credential.description_course': 'Đã hoàn thành khóa học trực tuyến «{title}».',
  'signatures.credential.criteria_course': 'Hoàn thành khóa học trực tuyến.',
  'mine.courses': 'Khóa học trực tuyến',
  'mine.standing.lacks_test': 'Đã dự {satisfied} buổi, cần {needed}; còn thiếu bài kiểm tra.',
};
