import { Controller, Put, Res, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { FuturesSession } from '../../../application/futures/account/customers.js';
import { formOf } from '../../../application/futures/change-request/kinds/kinds.js';
import { ProposeChange } from '../../../application/futures/change-request/propose-change.js';
import { type ChangeKind, changeKinds, kindOf } from '../../../domain/profile-change-request/kinds.js';
import { CurrentSession, RequiresFuturesSession } from '../access.js';
import { Judged } from '../fields.js';
import { Call, Examples, HonoursIfMatch, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';
import { type Sent, SentBody } from '../sent-body.js';
import { ChangeRequestAnswer } from './answers.js';
import { FormBody } from './form-body.js';
import { answerRequest, formProblems, RequestId } from './request-answer.js';

const named = <T extends Type>(name: string, type: T): T => Object.defineProperty(type, 'name', { value: name });
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The body of a form, whose fields the application judges, so that their errors come together. */
const bodyOf = (kind: ChangeKind): Type<FormBody> => {
  class Body extends FormBody {}
  for (const [name, { type, optional = false, example, description }] of Object.entries(formOf(kind).inputs))
    Judged({ type, optional, example, ...(description && { description }) })(Body.prototype, name);
  return named(`${capitalised(kind)}Body`, Body);
};

/** The call that fills in the form of a kind (F16, F18). */
const formController = (kind: ChangeKind): Type => {
  const body = bodyOf(kind);
  const problems = kindOf(kind).freshPhotos ? ([...formProblems, 'photo.fresh-required'] as const) : formProblems;

  @ApiTags('Futures: change requests')
  @RequiresFuturesSession()
  @Controller('v1/futures/change-requests')
  class FormController {
    constructor(private readonly commands: CommandBus) {}

    @Put(`:id/${formOf(kind).path}`)
    @Call(`put${capitalised(kind)}`, `Fills in the form of \`${kind}\` (F16, F18)`)
    @Examples('certificate', 'agreements')
    @HonoursIfMatch()
    @ApiOkResponse({ type: ChangeRequestAnswer })
    @Problems(...problems)
    async propose(
      @RequestId() id: string,
      @SentBody(body) { form, misshapen }: Sent<FormBody>,
      @CurrentSession() session: FuturesSession,
      @Context() context: CommandContext,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<ChangeRequestAnswer> {
      const command = new ProposeChange(id, kind, { ...form }, session, context, misshapen);
      return answerRequest(reply, await this.commands.execute(command));
    }
  }
  return named(`${capitalised(kind)}Controller`, FormController);
};

/** One for each kind but those that an SMS code verifies: they have a call of their own. */
export const formControllers: readonly Type[] = changeKinds.filter((kind) => formOf(kind).read).map(formController);
