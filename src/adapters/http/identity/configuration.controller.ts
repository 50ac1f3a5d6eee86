import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IdentityConfiguration } from '../../../application/identity/configuration.js';
import { IdentityAgreementsAnswer, IdentityConfigurationAnswer } from './answers.js';

@ApiTags('Identity: configuration')
@Controller('v1/identity')
export class IdentityConfigurationController {
  constructor(private readonly identity: IdentityConfiguration) {}

  @Get('configuration')
  @ApiOkResponse({ type: IdentityConfigurationAnswer })
  configuration() {
    return this.identity.publicView();
  }

  @Get('agreements')
  @ApiOkResponse({ type: IdentityAgreementsAnswer })
  agreements() {
    return this.identity.agreements();
  }
}
