import { Body, Controller, Delete, Get, HttpCode, Module, Post, Put, Query, Req, Res, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CurrentSession,
  CurrentStaff,
  RequiresFuturesSession,
  RequiresIdentitySession,
  Roles,
} from '../../../src/adapters/http/access.js';
import { Authentication } from '../../../src/adapters/http/authentication.js';
import { PhotoBody } from '../../../src/adapters/http/body-parsers.js';
import type { TokenLog } from '../../../src/adapters/http/consistency.js';
import { createHttpApp, type HttpOptions } from '../../../src/adapters/http/create-http-app.js';
import { setETag } from '../../../src/adapters/http/etag.js';
import { DateText, Flag, IdNumberText, Nested, OneOf, Text, Texts, True } from '../../../src/adapters/http/fields.js';
import { HonoursIfMatch, Problems, Shown } from '../../../src/adapters/http/openapi/decorators.js';
import { IdParam, PageQuery } from '../../../src/adapters/http/params.js';
import { Context, DeviceId } from '../../../src/adapters/http/request-context.js';
import { HandsOut } from '../../../src/adapters/http/route-notes.js';
import { EventStreams, type StreamEvent } from '../../../src/adapters/http/sse.js';
import { StreamCallers } from '../../../src/adapters/http/stream-callers.js';
import { SandboxIssuer } from '../../../src/adapters/sandbox/sandbox-issuer.js';
import { OidcStaffTokens } from '../../../src/adapters/staff-tokens/oidc-staff-tokens.js';
import type { CommandContext } from '../../../src/application/core/command-context.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { ReadYourWrites } from '../../../src/application/core/read-your-writes.js';
import { Clock } from '../../../src/application/ports/clock.js';
import { IdempotencyRecords } from '../../../src/application/ports/idempotency-records.js';
import type { Fork } from '../../../src/application/ports/known-log.js';
import { ReadModels } from '../../../src/application/ports/read-models.js';
import { type Staff, StaffTokens } from '../../../src/application/ports/staff-tokens.js';
import { type Session, Sessions } from '../../../src/application/shared/sessions.js';
import { ManualClock } from '../memory/manual-clock.js';
import { MemoryShortLived } from '../memory/short-lived.js';
import { LaggingReadModels, MemoryIdempotencyRecords } from './fakes.js';

class Span {
  @DateText() start!: string;
  @DateText({ optional: true }) end?: string;
}

class Form {
  @IdNumberText() idNumber!: string;
  @Text({ max: 10, min: 3, code: 'address.length', example: '世纪大道' }) address!: string;
  @OneOf(['a', 'b'], { optional: true }) kind?: string;
  @Flag({ optional: true }) longTerm?: boolean;
  @True({ optional: true }) agreed?: boolean;
  @Texts({ max: 5, items: 2, optional: true, example: ['x'] }) list?: string[];
  @Nested(() => Span, { optional: true }) span?: Span;
}

class Echo {
  @Shown('3f2c8a3e') commandId!: string;
}

/** What a test puts behind `POST /v1/writes`, and what it has seen. */
export class Behaviour {
  readonly contexts: CommandContext[] = [];
  act: (context: CommandContext) => unknown = ({ commandId }) => ({ commandId });
  events: (signal: AbortSignal) => AsyncIterable<StreamEvent> = async function* () {};
}

class AnybodysPhoto {
  async mayUpload() {}
}

@Controller('v1')
class DummyController {
  constructor(
    private readonly behaviour: Behaviour,
    private readonly sessions: Sessions,
    private readonly streams: EventStreams,
  ) {}

  @Post('forms')
  form(@Body() form: Form): Form {
    return form;
  }

  @Post('writes')
  @HonoursIfMatch()
  @ApiOkResponse({ type: Echo })
  @Problems('captcha.invalid')
  async write(@Context() context: CommandContext, @Res({ passthrough: true }) reply: FastifyReply) {
    this.behaviour.contexts.push(context);
    setETag(reply, 7n);
    return this.behaviour.act(context);
  }

  @Put('things/:id/photos/:kind')
  @PhotoBody(AnybodysPhoto)
  photo(@IdParam('id', 'photo.not-found') _id: string, @Body() bytes: Buffer) {
    return { length: bytes.length };
  }

  @Put('futures/photos')
  @RequiresFuturesSession()
  @PhotoBody(AnybodysPhoto)
  ownPhoto(@Body() bytes: Buffer) {
    return { length: bytes.length };
  }

  @Post('futures/forms')
  @RequiresFuturesSession()
  ownForm(@Body() form: Form): Form {
    return form;
  }

  @Post('tickets')
  @HandsOut()
  async handOut(@Context() context: CommandContext) {
    return this.behaviour.act(context);
  }

  @Post('staff/writes')
  @Roles('operator')
  async staffWrite(@Context() context: CommandContext) {
    return this.behaviour.act(context);
  }

  @Get('things')
  list(@Query() page: PageQuery): PageQuery {
    return page;
  }

  @Put('tickets/:ticket')
  ticket() {
    throw new TypeError('secret 张三');
  }

  @Get('devices')
  device(@DeviceId() device: string) {
    return { device };
  }

  @Get('futures/sessions/current')
  @RequiresFuturesSession()
  current(@CurrentSession() session: Session) {
    return { idleExpiresAt: session.idleExpiresAt, expiresAt: session.expiresAt };
  }

  @Post('futures/writes')
  @RequiresFuturesSession()
  async futuresWrite(@Context() context: CommandContext) {
    return this.write(context, { header: () => {} } as unknown as FastifyReply);
  }

  @Delete('futures/sessions/current')
  @HttpCode(204)
  @RequiresFuturesSession()
  async signOut(@CurrentSession() session: Session) {
    await this.sessions.end(session);
  }

  @Get('futures/events')
  @RequiresFuturesSession()
  async events(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.streams.send(request, reply, this.behaviour.events);
  }

  @Get('identity/me')
  @RequiresIdentitySession()
  me(@CurrentSession() session: Session) {
    return { subject: session.subject };
  }

  @Get('staff/me')
  @Roles('agent', 'reviewer')
  staff(@CurrentStaff() staff: Staff) {
    return { ...staff };
  }
}

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly clock: ManualClock;
  readonly behaviour: Behaviour;
  readonly records: MemoryIdempotencyRecords;
  readonly readModels: LaggingReadModels;
  readonly sessions: Sessions;
  readonly issuer: SandboxIssuer;
}

export const masterKey = Buffer.alloc(32, 7);

/** The http on a free port with dummy controllers, and `more` of them. */
export const openTestApp = async (
  more: {
    controllers?: Type[];
    providers?: { provide: unknown; useValue: unknown }[];
    http?: Partial<HttpOptions>;
  } = {},
): Promise<TestApp> => {
  const clock = new ManualClock('2026-11-22T08:00:00.000Z');
  const keyring = new Keyring(masterKey);
  const behaviour = new Behaviour();
  const records = new MemoryIdempotencyRecords();
  const readModels = new LaggingReadModels();
  const sessions = new Sessions(new MemoryShortLived(clock), clock);
  const issuer = new SandboxIssuer(keyring, clock);
  const staffTokens = new OidcStaffTokens(issuer.oidc(), clock, keyring);

  @Module({
    controllers: [DummyController, ...(more.controllers ?? [])],
    providers: [
      { provide: Clock, useValue: clock },
      { provide: Keyring, useValue: keyring },
      { provide: Behaviour, useValue: behaviour },
      { provide: IdempotencyRecords, useValue: records },
      { provide: ReadModels, useValue: readModels },
      { provide: Sessions, useValue: sessions },
      { provide: StaffTokens, useValue: staffTokens },
      ReadYourWrites,
      Authentication,
      EventStreams,
      StreamCallers,
      AnybodysPhoto,
      ...((more.providers ?? []) as []),
    ],
  })
  class TestModule {}

  const app = await createHttpApp(
    TestModule,
    { clock, keyring, records },
    {
      log: tokenLog('log'),
      sandbox: true,
      idempotency: { patienceMs: 300 },
      logger: false,
      ...more.http,
    },
  );
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl(), clock, behaviour, records, readModels, sessions, issuer };
};

/** A log whose positions are texts of numbers first. */
export const tokenLog = (id: string, forks: readonly Fork[] = []): TokenLog => ({
  id,
  forks: () => forks,
  compare: (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
});
