import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { SandboxSms } from '../../../application/ports/sandbox.js';
import { Background } from '../../../application/shared/background.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { nationalPhone, parseMobile } from '../../../domain/shared/phone-number.js';
import { PhoneText } from '../fields.js';
import { Call, Problems, Shown, ShownAs } from '../openapi/decorators.js';

class RecipientQuery {
  @PhoneText()
  to!: string;
}

class ShownMessage {
  @Shown('13800138000') to!: string;
  @Shown('futuresLogin') purpose!: string;
  @Shown('【实名服务】您正在登录期货账户，验证码 042137，5 分钟内有效，请勿告诉他人。') text!: string;
  @Shown('042137') code!: string;
  @Shown('2026-11-22T08:00:00.000Z') sentAt!: string;
}

class ShownNotice {
  @Shown('13800138000') to!: string;
  @Shown('【实名服务】您的登录密码已修改。') text!: string;
  @Shown('2026-11-22T08:00:00.000Z') sentAt!: string;
}

class ShownMessages {
  @ShownAs(() => ShownMessage, { isArray: true }) items!: readonly ShownMessage[];
}

class ShownNotices {
  @ShownAs(() => ShownNotice, { isArray: true }) items!: readonly ShownNotice[];
}

/** What the embedded SMS gateway was given, newest first. */
@ApiTags('Sandbox')
@Controller('sandbox')
export class SandboxMessagesController {
  constructor(
    private readonly sms: SandboxSms,
    private readonly background: Background,
  ) {}

  @Get('sms-messages')
  @Call('getSandboxSmsMessages', 'SMS codes that a number was sent, newest first')
  @ApiOkResponse({ type: ShownMessages })
  @Problems('route.not-found')
  async messages(@Query() query: RecipientQuery): Promise<ShownMessages> {
    await this.background.settled();
    const items = await this.sms.messages(recipientOf(query));
    return { items: items.map((item) => ({ ...item, to: nationalPhone(item.to) })) };
  }

  @Get('notices')
  @Call('getSandboxNotices', 'Notices that a number was sent, newest first')
  @ApiOkResponse({ type: ShownNotices })
  @Problems('route.not-found')
  async notices(@Query() query: RecipientQuery): Promise<ShownNotices> {
    const items = await this.sms.notices(recipientOf(query));
    return { items: items.map((item) => ({ ...item, to: nationalPhone(item.to) })) };
  }
}

const recipientOf = ({ to }: RecipientQuery): string => {
  const number = parseMobile(to);
  if ('error' in number) throw invalidFields({ pointer: '/to', code: number.error });
  return number.value;
};
