import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IdentityConfiguration } from '../../../application/identity/configuration.js';
import { Call } from '../openapi/decorators.js';
import { IdentityAgreementsAnswer, IdentityConfigurationAnswer } from './answers.js';

@ApiTags('Identity: configuration')
@Controller('v1/identity')
export class IdentityConfigurationController {
  constructor(private readonly identity: IdentityConfiguration) {}

  @Get('configuration')
  @Call('getIdentityConfiguration', 'What the app shows: levels, quota, questions')
  @ApiOkResponse({ type: IdentityConfigurationAnswer })
  configuration(): IdentityConfigurationAnswer {
    return this.identity.publicView();
  }

  @Get('agreements')
  @Call('getIdentityAgreements', 'The user agreement and the face consent in force (R2)')
  @ApiOkResponse({ type: IdentityAgreementsAnswer })
  agreements(): IdentityAgreementsAnswer {
    return this.identity.agreements();
  }
}
