import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { SandboxPeople } from '../../../application/ports/sandbox.js';
import { Call, Problems, Shown, ShownAs } from '../openapi/decorators.js';
import { languageOf } from '../problem-texts.js';

const apps = ['futures', 'identity'] as const;

class InhabitantShown {
  @Shown('futures', { enum: apps }) app!: (typeof apps)[number];
  @Shown('0038', { nullable: true, description: 'of a customer' }) companyCode!: string | null;
  @Shown('王晓禾') name!: string;
  @Shown('310101198807159604') idNumber!: string;
  @Shown('19938990101', { nullable: true }) mobile!: string | null;
  @Shown('Shaxiang-2026', { nullable: true, description: 'of a user who has one' }) password!: string | null;
  @Shown('customer of `0038`, branch 001', { description: 'as the sandbox made them, in the caller’s language' })
  who!: string;
}

class InhabitantsShown {
  @ShownAs(() => InhabitantShown, { isArray: true }) items!: readonly InhabitantShown[];
}

@ApiTags('Sandbox')
@Controller('sandbox/people')
export class SandboxPeopleController {
  constructor(private readonly people: SandboxPeople) {}

  @Get()
  @Call('getSandboxPeople', 'Whom the sandbox began with (SANDBOX_SEED): nobody where it began empty')
  @ApiOkResponse({ type: InhabitantsShown })
  @Problems('route.not-found')
  async all(@Headers('accept-language') acceptLanguage: string | undefined): Promise<InhabitantsShown> {
    const language = languageOf(acceptLanguage);
    const people = await this.people.all();
    return { items: people.map((person) => ({ ...person, who: person.who[language] })) };
  }
}
