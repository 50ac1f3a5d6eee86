import { Controller, Get, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadLogEntries } from '../../../application/audit/log-entries.js';
import type { CommandContext } from '../../../application/core/command-context.js';
import type { Staff } from '../../../application/ports/staff-tokens.js';
import { TransparencyLog } from '../../../application/ports/transparency-log.js';
import { parseTilePath } from '../../../application/transparency-log/tiles.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { bounded } from '../../resilience/bounded.js';
import { CurrentStaff, Roles } from '../access.js';
import { Bytes, Call, Problems } from '../openapi/decorators.js';
import { Context } from '../request-context.js';

/** Anybody may ask: what all ask for at once takes few connections, and is refused beyond. */
const inTurn = bounded('transparency log', { atOnce: 2, waiting: 100 });

/** What auditors and witnesses fetch, by C2SP tlog-tiles: hashes and signatures, which say nothing of anybody. */
@ApiTags('Transparency log')
@Controller('tlog')
export class TransparencyLogController {
  constructor(
    private readonly tree: TransparencyLog,
    private readonly commands: CommandBus,
  ) {}

  @Get('checkpoint')
  @Call('getTransparencyCheckpoint', 'The newest signed head of the tree over all events (C2SP tlog-checkpoint)')
  @ApiProduces('text/plain')
  @ApiOkResponse({ description: 'a signed note', schema: { type: 'string' } })
  @Problems('route.not-found')
  async checkpoint(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const latest = await inTurn(() => this.tree.latest());
    if (!latest) throw notFound('route.not-found');
    reply.headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=1' });
    return latest.note;
  }

  /** What they name is of everybody: not for anybody. */
  @Get('tile/entries/*')
  @Roles('auditor')
  @Call('getTransparencyEntries', 'What the hashes of a tile are over, for auditors of everything (C2SP tlog-tiles)')
  @Bytes('1 to 256 entries, each after its length in two bytes', 'application/octet-stream')
  @ApiParam({ name: 'path', description: '<number>[.p/<width>], such as x001/234.p/17', type: String })
  @Problems('route.not-found')
  async entries(
    @Req() request: FastifyRequest,
    @CurrentStaff() staff: Staff,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { '*': path } = request.params as { '*': string };
    const bundle = parseTilePath(path);
    if (!bundle) throw notFound('route.not-found');
    const entries = await this.commands.execute(new ReadLogEntries(bundle, staff, context));
    reply.header('content-type', 'application/octet-stream');
    return entries;
  }

  /** A wildcard: the number of a tile is several parts of its path. */
  @Get('tile/*')
  @Call('getTransparencyTile', 'A tile of the tree, or as many hashes of it as there were (C2SP tlog-tiles)')
  @Bytes('1 to 256 hashes of 32 bytes', 'application/octet-stream')
  @ApiParam({ name: 'path', description: '<level>/<number>[.p/<width>], such as 0/x001/234.p/17', type: String })
  @Problems('route.not-found')
  async tile(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { '*': path } = request.params as { '*': string };
    const [, level, rest = ''] = /^(0|[1-5]?\d|6[0-3])\/(.+)$/.exec(path) ?? [];
    const tile = parseTilePath(rest);
    const hashes =
      level !== undefined && tile ? await inTurn(() => this.tree.tile({ level: Number(level), ...tile })) : undefined;
    if (!hashes) throw notFound('route.not-found');
    reply.headers({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    return hashes;
  }
}
