import { Controller, Get, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import { GetPhotoOnFile, GetProfile } from '../../../application/futures/profile/profile.js';
import type { PhotoKind } from '../../../domain/customer-account/events.js';
import { Problems } from '../documentation.js';
import { setETag } from '../etag.js';
import { CurrentSession, RequiresFuturesSession } from '../guards.js';
import { PhotoKindParam, sendPhoto } from '../photos.js';
import { ProfileAnswer } from './answers.js';

@ApiTags('Futures: profile')
@RequiresFuturesSession()
@Controller('v1/futures/profile')
export class ProfileController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOkResponse({ type: ProfileAnswer })
  async profile(@CurrentSession() session: FuturesSession, @Res({ passthrough: true }) reply: FastifyReply) {
    const { revision, body } = await this.queries.execute(new GetProfile(session));
    setETag(reply, BigInt(revision));
    return body;
  }

  @Get('photos/:kind')
  @ApiProduces('image/jpeg', 'image/png')
  @Problems('photo.not-found')
  async photo(
    @PhotoKindParam() kind: PhotoKind,
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return sendPhoto(reply, await this.queries.execute(new GetPhotoOnFile(session, kind)));
  }
}
