import * as accounts from './accounts/accounts.entities.js';
import * as activities from './activities/activities.entities.js';
import * as planning from './activities/planning.entities.js';
import * as sheets from './activities/sheets.entities.js';
import * as waiting from './activities/waiting.entities.js';
import type { Schema } from './database/open.js';
import * as events from './events/events.entities.js';
import * as certificates from './certificates/certificates.entities.js';
import * as signingKeys from './certificates/signing-keys.entities.js';
import * as checkIns from './check-in/check-in.entities.js';
import * as courses from './courses/courses.entities.js';
import * as offline from './offline/offline.entities.js';
import * as files from './files/files.entities.js';
import * as imports from './imports/imports.entities.js';
import * as ledger from './ledger/ledger.entities.js';
import * as learners from './learning/learners.entities.js';
import * as learning from './learning/learning.entities.js';
import * as knowledge from './knowledge/knowledge.entities.js';
import * as letters from './letters/letters.entities.js';
import * as mail from './mail/mail.entities.js';
import * as mine from './mine/mine.entities.js';
import * as attempts from './quizzes/attempts.entities.js';
import * as lockSlots from './database/lock-slot.entity.js';
import * as stamps from './database/stamp.entity.js';
import * as consents from './people/consents.entities.js';
import * as members from './people/members.entities.js';
import * as people from './people/people.entities.js';
import * as plans from './plans/plans.entities.js';
import * as quizzes from './quizzes/quizzes.entities.js';
import * as idempotency from './web/api/idempotency-key.entity.js';
import * as territory from './territory/territory.entities.js';
import { migrations } from '#migrations/index.js';

type Entity = Schema['entities'][number];

const FOLDERS: Record<string, Entity>[] = [
  accounts,
  territory,
  plans,
  ledger,
  people,
  consents,
  members,
  activities,
  planning,
  sheets,
  waiting,
  offline,
  checkIns,
  certificates,
  signingKeys,
  courses,
  mine,
  events,
  files,
  mail,
  letters,
  attempts,
  learners,
  learning,
  knowledge,
  imports,
  quizzes,
  stamps,
  lockSlots,
  idempotency,
];

/** Every table of the product and every step that made them. */
export const schema: Schema = {
  entities: FOLDERS.flatMap((folder): Entity[] => Object.values(folder).filter((value) => typeof value === 'function')),
  migrations,
};
