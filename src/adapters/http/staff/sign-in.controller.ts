import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type StaffSignIn, StaffTokens } from '../../../application/ports/staff-tokens.js';
import { Call, Shown, ShownAs } from '../openapi/decorators.js';

class SignInAnswer implements StaffSignIn {
  @Shown('https://login.example.com/authorize', { description: 'an address, or a path of this service' })
  authorizationEndpoint!: string;
  @Shown('https://login.example.com/token') tokenEndpoint!: string;
  @Shown('realname-desks') clientId!: string;
  @Shown('openid') scope!: string;
}

class StaffSignInAnswer {
  @ShownAs(() => SignInAnswer, { nullable: true, description: 'null where no client is registered for desks' })
  signIn!: SignInAnswer | null;
}

/** Where a desk sends its staff: authorization code with PKCE (S256), at the issuer whose tokens the service takes. */
@ApiTags('Staff: oneself')
@Controller('v1/staff/sign-in')
export class StaffSignInController {
  constructor(private readonly tokens: StaffTokens) {}

  @Get()
  @Call('getStaffSignIn', 'Where staff sign in: the issuer’s endpoints, and the desks’ client')
  @ApiOkResponse({ type: StaffSignInAnswer })
  read(): StaffSignInAnswer {
    return { signIn: this.tokens.signIn ?? null };
  }
}
