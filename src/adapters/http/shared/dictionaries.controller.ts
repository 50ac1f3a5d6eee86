import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Dictionaries } from '../../../application/shared/dictionaries.js';
import { Problems, Shown, ShownAs } from '../documentation.js';
import { cacheable } from '../etag.js';

class DictionaryItem {
  @Shown('310000') code!: string;
  @Shown('上海市') name!: string;
  @Shown(true, { description: 'an inactive one is shown where it is on file, and cannot be chosen' }) active!: boolean;
  @Shown([{ code: '310115', name: '浦东新区', active: true }], { optional: true }) children?: readonly object[];
}

class Dictionary {
  @Shown('2026-01') version!: string;
  @ShownAs(() => DictionaryItem, { isArray: true }) items!: readonly DictionaryItem[];
}

/** F18. Public; cached for 5 minutes. */
@ApiTags('shared')
@Controller('v1/dictionaries')
export class DictionariesController {
  constructor(private readonly dictionaries: Dictionaries) {}

  @Get(':dictionary')
  @ApiOperation({ summary: 'Regions (two levels), educations or occupations' })
  @ApiParam({ name: 'dictionary', enum: ['regions', 'educations', 'occupations'] })
  @ApiOkResponse({ type: Dictionary })
  @Problems('dictionary.not-found')
  get(
    @Param('dictionary') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Dictionary | undefined {
    return cacheable(request, reply, this.dictionaries.list(name));
  }
}
