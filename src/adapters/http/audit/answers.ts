import { ApiProperty } from '@nestjs/swagger';
import { Shown, ShownAs } from '../openapi/decorators.js';

const uuid = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const stream = `CustomerAccount-${uuid}`;
const instant = '2026-11-22T08:00:00.000Z';
const actorKinds = ['customer', 'user', 'staff', 'system', 'anonymous'] as const;

class ActorAnswer {
  @Shown('system', { enum: actorKinds }) kind!: (typeof actorKinds)[number];
  @Shown('apply-approved-changes') id!: string;
}

class FoundStreamAnswer {
  @Shown(stream) stream!: string;
  @Shown('CustomerAccount') category!: string;
  @Shown(3) revision!: number;
  @Shown(instant) firstAt!: string;
  @Shown(instant) lastAt!: string;
}

export class StreamListAnswer {
  @ShownAs(() => FoundStreamAnswer, { isArray: true }) items!: readonly FoundStreamAnswer[];
}

/** An event as auditors see it (P5). */
export class EventAnswer {
  @Shown(uuid) id!: string;
  @Shown(stream) stream!: string;
  @Shown(0) revision!: number;
  @Shown('42') position!: string;
  @Shown('PhoneChanged') type!: string;
  @Shown(1) schemaVersion!: number;
  @Shown(instant) at!: string;
  @ShownAs(() => ActorAnswer) actor!: ActorAnswer;
  @Shown('c0ffee') correlationId!: string;
  @Shown('apply-approved-changes') causationId!: string;
  @Shown('session', { nullable: true }) session!: string | null;
  @Shown('device-0001', { nullable: true }) device!: string | null;
  @Shown('1.0.0', { nullable: true }) clientVersion!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { phone: 'contactPhone', number: '***' },
    description: 'personal fields masked',
  })
  data!: unknown;
}

export class StreamAnswer {
  @ShownAs(() => EventAnswer, { isArray: true }) items!: readonly EventAnswer[];
  @Shown('50', { nullable: true }) next!: string | null;
}

export class StateAnswer {
  @Shown(stream) stream!: string;
  @Shown(3) revision!: number;
  @Shown(instant, { description: 'when that revision was written' }) at!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { is: 'registered', companyCode: '0038', contactPhone: '***' },
    description: 'personal fields masked',
  })
  state!: unknown;
}

class SettingEventAnswer {
  @Shown(uuid) id!: string;
  @Shown('PhoneChanged') type!: string;
  @Shown(3) revision!: number;
  @Shown(instant) at!: string;
  @ShownAs(() => ActorAnswer) actor!: ActorAnswer;
  @Shown('c0ffee') correlationId!: string;
}

const anyValue = {
  anyOf: [...['string', 'number', 'boolean', 'object', 'null'].map((type) => ({ type })), { type: 'array', items: {} }],
};

class DifferenceAnswer {
  @Shown('/contactPhone', { description: 'JSON Pointer into the state' }) path!: string;
  @ApiProperty({ ...anyValue, example: '***', description: 'null where it was absent; personal values masked' })
  before!: unknown;
  @ApiProperty({ ...anyValue, example: '***', description: 'null where it is absent; personal values masked' })
  after!: unknown;
  @ShownAs(() => SettingEventAnswer, { description: 'the last that set the value' }) event!: SettingEventAnswer;
}

export class DiffAnswer {
  @Shown(stream) stream!: string;
  @Shown(0) from!: number;
  @Shown(3) to!: number;
  @ShownAs(() => DifferenceAnswer, { isArray: true }) changes!: readonly DifferenceAnswer[];
}
