import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DependencyUnavailable } from '../../../application/ports/unavailable.js';
import { second } from '../../../domain/shared/instant.js';
import { Call, Shown, ShownAs } from '../openapi/decorators.js';

/** One thing the service needs to serve; `check` rejects when it is not there, or answers why it will not do. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<string | undefined>;
}

/** What the service needs to serve. One that drains is not ready, whatever else it has. */
export class ReadinessChecks {
  private draining = false;

  private readonly underWay = new Map<ReadinessCheck, Promise<string | undefined>>();

  constructor(private readonly checks: readonly ReadinessCheck[]) {}

  drain(): void {
    this.draining = true;
  }

  /** What is asked now. */
  current(): readonly ReadinessCheck[] {
    const checks = this.checks.map((each) => ({ name: each.name, check: () => this.ask(each) }));
    return this.draining ? [...checks, { name: 'service', check: async () => 'draining' }] : checks;
  }

  /** Whoever asks while a check is under way has its answer too: one that hangs is not begun again and again. */
  private ask(item: ReadinessCheck): Promise<string | undefined> {
    const known = this.underWay.get(item);
    if (known) return known;
    const asked = item.check().finally(() => this.underWay.delete(item));
    this.underWay.set(item, asked);
    return asked;
  }
}

const patienceMs = 3 * second;

class Liveness {
  @Shown('up') status!: 'up';
}

class Readiness {
  @Shown('event store') name!: string;
  @Shown('up', { enum: ['up', 'down'] }) status!: 'up' | 'down';
  @Shown('event store is unavailable', { optional: true, description: 'why it is down' }) reason?: string;
}

class ReadinessReport {
  @Shown('up', { enum: ['up', 'down'] }) status!: 'up' | 'down';
  @ShownAs(() => Readiness, { isArray: true }) checks!: readonly Readiness[];
}

@ApiTags('Operations')
@Controller('health')
export class HealthController {
  constructor(private readonly checks: ReadinessChecks) {}

  @Get('live')
  @Call('getLiveness', 'Whether the process runs')
  @ApiOkResponse({ type: Liveness })
  live(): Liveness {
    return { status: 'up' };
  }

  @Get('ready')
  @Call('getReadiness', 'Whether everything that the service needs is there')
  @ApiOkResponse({ type: ReadinessReport })
  @ApiServiceUnavailableResponse({ type: ReadinessReport })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessReport> {
    const checks = await Promise.all(this.checks.current().map(readinessOf));
    const status = checks.every((check) => check.status === 'up') ? 'up' : 'down';
    if (status === 'down') reply.code(HttpStatus.SERVICE_UNAVAILABLE);
    return { status, checks };
  }
}

const readinessOf = async (item: ReadinessCheck): Promise<Readiness> => {
  const { name } = item;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DependencyUnavailable(name)), patienceMs);
  });
  try {
    const reason = await Promise.race([item.check(), late]);
    return reason === undefined ? { name, status: 'up' } : { name, status: 'down', reason };
  } catch (error) {
    return { name, status: 'down', reason: error instanceof DependencyUnavailable ? error.told : 'failed' };
  } finally {
    clearTimeout(timer);
  }
};
