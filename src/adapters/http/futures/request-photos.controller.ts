import { Body, Controller, Get, HttpCode, Injectable, Post, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import {
  AgreeToResponsibilityLetter,
  GetRequestPhoto,
  GetResponsibilityLetter,
  KeepPhoto,
  UploadPhoto,
} from '../../../application/futures/change-request/change-request-photos.js';
import { ChangeRequestWriter } from '../../../application/futures/change-request/change-request-writer.js';
import type { PhotoKind } from '../../../domain/profile-change-request/events.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { PhotoBody } from '../body-parsers.js';
import { isUuid, Text, True } from '../fields.js';
import { Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { AnswersPhoto, isPhotoKind, PhotoKindParam, sendPhoto } from '../photos.js';
import { Context } from '../request-context.js';
import { ChangeRequestAnswer, ResponsibilityLetterAnswer } from './answers.js';
import { answerRequest, gone, RequestId } from './request-answer.js';

class LetterBody {
  @Text({ max: 32, example: '1.0' }) version!: string;
  @True({ code: 'field.required' }) agreed!: true;
}

/** Whose request it is (F13). */
@Injectable()
export class OwnRequestCheck {
  constructor(private readonly writer: ChangeRequestWriter) {}

  async mayUpload({ params, state }: FastifyRequest): Promise<void> {
    const { id, kind } = params as { id: string; kind: string };
    if (!isUuid(id)) throw notFound('change-request.not-found');
    if (!isPhotoKind(kind)) throw notFound('photo.not-found');
    await this.writer.own(id, state.session as FuturesSession);
  }
}

/** Photos and the responsibility letter (F11–F14). */
@ApiTags('Futures: change requests')
@RequiresFuturesSession()
@Controller('v1/futures/change-requests')
export class RequestPhotosController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Put(':id/photos/:kind')
  @Call('putRequestPhoto', 'Uploads a photo (F11, F13)')
  @Examples('photos', 'form')
  @PhotoBody(OwnRequestCheck)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...gone, 'photo.too-large', 'photo.format', 'photo.unreadable', 'photo.duplicate', 'photo.not-found')
  async uploadPhoto(
    @RequestId() id: string,
    @PhotoKindParam() kind: PhotoKind,
    @Body() body: Buffer | undefined,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    const command = new UploadPhoto(id, kind, body ?? Buffer.alloc(0), session, context);
    return answerRequest(reply, await this.commands.execute(command));
  }

  @Get(':id/photos/:kind')
  @Call('getRequestPhoto', 'The photo that was uploaded or kept')
  @AnswersPhoto()
  @Problems('change-request.not-found', 'photo.not-found')
  async photo(
    @RequestId() id: string,
    @PhotoKindParam() kind: PhotoKind,
    @CurrentSession() session: FuturesSession,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return sendPhoto(reply, await this.queries.execute(new GetRequestPhoto(id, kind, session)));
  }

  @Post(':id/photos/:kind/reuse')
  @Call('postRequestPhotoReuse', 'Keeps the photo on file (F12)')
  @Examples('photos', 'form')
  @HttpCode(200)
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...gone, 'photo.missing', 'photo.fresh-required', 'photo.duplicate', 'photo.not-found')
  async keepPhoto(
    @RequestId() id: string,
    @PhotoKindParam() kind: PhotoKind,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    return answerRequest(reply, await this.commands.execute(new KeepPhoto(id, kind, session, context)));
  }

  @Get(':id/responsibility-letter')
  @Call('getResponsibilityLetter', 'The responsibility letter in force (F14)')
  @ApiOkResponse({ type: ResponsibilityLetterAnswer })
  @Problems('change-request.not-found')
  letter(@RequestId() id: string, @CurrentSession() session: FuturesSession): Promise<ResponsibilityLetterAnswer> {
    return this.queries.execute(new GetResponsibilityLetter(id, session));
  }

  @Put(':id/responsibility-letter')
  @Call('putResponsibilityLetter', 'Agrees to the responsibility letter (F14)')
  @Examples('photos', 'form')
  @HonoursIfMatch()
  @ApiOkResponse({ type: ChangeRequestAnswer })
  @Problems(...gone, 'responsibility-letter.outdated')
  async agreeToLetter(
    @RequestId() id: string,
    @Body() { version }: LetterBody,
    @CurrentSession() session: FuturesSession,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeRequestAnswer> {
    const command = new AgreeToResponsibilityLetter(id, version, session, context);
    return answerRequest(reply, await this.commands.execute(command));
  }
}
