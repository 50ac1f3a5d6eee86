import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import { GetPhotoOnFile, GetProfile } from '../../../application/futures/profile/profile.js';
import type { PhotoKind } from '../../../domain/customer-account/events.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { setETag } from '../etag.js';
import { AnswersETag, Call, Problems } from '../openapi/decorators.js';
import { AnswersPhoto, PhotoKindParam, sendPhoto } from '../photos.js';
import { ProfileAnswer } from './answers.js';

@ApiTags('Futures: profile')
@RequiresFuturesSession()
@Controller('v1/futures/profile')
export class ProfileController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @AnswersETag()
  @Call('getProfile', 'My basic information (F8–F10)')
  @ApiOkResponse({ type: ProfileAnswer })
  async profile(
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileAnswer> {
    const { revision, body } = await this.queries.execute(new GetProfile(session));
    setETag(reply, BigInt(revision));
    return body;
  }

  @Get('photos/:kind')
  @Call('getProfilePhoto', 'A photo on file (F8)')
  @AnswersPhoto()
  @Problems('photo.not-found')
  async photo(
    @PhotoKindParam() kind: PhotoKind,
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return sendPhoto(reply, await this.queries.execute(new GetPhotoOnFile(session, kind)));
  }
}
