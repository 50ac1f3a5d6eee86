import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';
import { isPlainObject } from './validation.js';

const maxBytes = 64 * 1024;

/** Any JSON object of at most 64 KB: what WebRTC has to say. */
const SignalData = () =>
  applyDecorators(
    IsDefined(),
    ValidateBy({
      name: 'fieldType',
      validator: { validate: (value) => isPlainObject(value) && JSON.stringify(value).length <= maxBytes },
    }),
    ApiProperty({ type: 'object', additionalProperties: true, example: { type: 'offer', sdp: 'v=0…' } }),
  );

export class SignalBody {
  @SignalData() data!: object;
}
