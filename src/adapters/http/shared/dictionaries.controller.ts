import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Dictionaries } from '../../../application/shared/dictionaries.js';
import { cacheable } from '../etag.js';
import { Cacheable, Call, Problems, Shown, ShownAs } from '../openapi/decorators.js';

class DictionaryItem {
  @Shown('310000') code!: string;
  @Shown('上海市') name!: string;
  @Shown(true, { description: 'an inactive one is shown where it is on file, and cannot be chosen' }) active!: boolean;
}

class TopDictionaryItem extends DictionaryItem {
  @ShownAs(() => DictionaryItem, {
    isArray: true,
    optional: true,
    example: [{ code: '310115', name: '浦东新区', active: true }],
    description: 'of regions alone',
  })
  children?: readonly DictionaryItem[];
}

class Dictionary {
  @Shown('2026-01') version!: string;
  @ShownAs(() => TopDictionaryItem, { isArray: true }) items!: readonly TopDictionaryItem[];
}

/** F18. Public; cached for 5 minutes. */
@ApiTags('Shared')
@Controller('v1/dictionaries')
export class DictionariesController {
  constructor(private readonly dictionaries: Dictionaries) {}

  @Get(':dictionary')
  @Cacheable()
  @Call('getDictionary', 'Regions (two levels), educations or occupations (F18)')
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
