import { Global, Module } from '@nestjs/common';
import { Doorkeeper } from '../web/doorkeeper.js';
import { AccountController } from './account.controller.js';
import { ApiTokens } from './api-tokens.js';
import { CalendarLinks } from './calendar-links.js';
import { FirstRunController } from './first-run.controller.js';
import { FirstRun } from './first-run.js';
import { MeApiController } from './me.api.controller.js';
import { Notices } from './notices.js';
import { OwnPasswords } from './own-password.js';
import { PasswordController } from './password.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactor } from './second-factor.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.js';
import { SignInController } from './sign-in.controller.js';
import { SigningIn } from './sign-in.js';
import { Throttles } from './throttles.js';
import { TokensController } from './tokens.controller.js';
import { UserActsController } from './user-acts.controller.js';
import { UserActs } from './user-acts.js';
import { UserPlaces } from './user-places.js';
import { UsersController } from './users.controller.js';
import { Users } from './users.js';

/** Users, sign-in, sessions, tokens. Global: the web layer asks it who knocks. */
@Global()
@Module({
  controllers: [
    FirstRunController,
    SignInController,
    PasswordController,
    AccountController,
    SecondFactorController,
    SessionsController,
    TokensController,
    UsersController,
    UserActsController,
    MeApiController,
  ],
  providers: [
    Sessions,
    { provide: Doorkeeper, useExisting: Sessions },
    Throttles,
    SessionCookie,
    SecondFactor,
    SigningIn,
    OwnPasswords,
    Notices,
    FirstRun,
    ApiTokens,
    CalendarLinks,
    UserPlaces,
    Users,
    UserActs,
  ],
  exports: [Sessions, Doorkeeper, Throttles, FirstRun, Users, CalendarLinks],
})
export class AccountsModule {}
