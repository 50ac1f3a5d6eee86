import { createHash } from 'node:crypto';
import {
  type Context,
  context,
  DiagLogLevel,
  diag,
  propagation,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, RandomIdGenerator } from '@opentelemetry/sdk-trace-node';
import { ATTR_SERVICE_NAME } from '@opentelemetry/semantic-conventions';
import type { NewEvent, StoredEvent } from '../../application/ports/event-store.js';
import { instance } from './instance.js';
import type { ServiceLog } from './log.js';
import { redact } from './redaction.js';

interface TracedRequest {
  readonly method: string;
  readonly route: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

interface TracesSettings {
  /** OTLP over HTTP, without a slash at its end. */
  readonly endpoint: string;
  readonly serviceName: string;
}

/** Anything that sends messages to their handlers: Nest's command and query bus. */
interface Bus {
  execute(message: object): Promise<unknown>;
}

/** Batches beyond this are catching up, which nobody's request waits for. */
const tracedBatch = 20;
const remembered = 10_000;

/** A trace has the id of the correlation: a UUID without its hyphens, 32 hexadecimal digits as they are, else a hash. */
export const traceIdOf = (correlationId: string): string => {
  const hex = correlationId.toLowerCase().replaceAll('-', '');
  if (/^(?!0{32})[\da-f]{32}$/.test(hex)) return hex;
  return createHash('sha256').update(correlationId).digest('hex').slice(0, 32);
};

class CorrelatedIds extends RandomIdGenerator {
  next: string | undefined;
  private readonly random = this.generateTraceId;
  override generateTraceId = (): string => {
    const id = this.next ?? this.random();
    this.next = undefined;
    return id;
  };
}

/**
 * Traces by OpenTelemetry, sent as OTLP over HTTP: request → command → append → projection, and what processes do
 * because of it. Events carry no trace context; the correlation id, which they do carry, leads to it: the last append
 * of a correlation is remembered here, and on another instance the trace id is derived from it.
 */
export class Tracing {
  private readonly ids = new CorrelatedIds();
  private readonly provider: NodeTracerProvider;
  private readonly lastAppends = new Map<string, SpanContext>();

  /** @param to where traces go, and what they call the service */
  constructor({ endpoint, serviceName }: TracesSettings, log: ServiceLog['log']) {
    diag.setLogger(
      {
        error: (message) => log('warn', `traces: ${message}`),
        warn: (message) => log('warn', `traces: ${message}`),
        info: () => {},
        debug: () => {},
        verbose: () => {},
      },
      DiagLogLevel.WARN,
    );
    this.provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ [ATTR_SERVICE_NAME]: serviceName, ...instance }),
      idGenerator: this.ids,
      spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
    });
    this.provider.register();
  }

  /** A request's span: of the caller's trace (`traceparent`), else of the correlation's. Probes have none. */
  begin({ method, route, correlationId, traceparent }: TracedRequest) {
    if (route.startsWith('/health/')) return undefined;
    const carried = propagation.extract(ROOT_CONTEXT, { traceparent });
    const span = this.start(`${method} ${route}`, correlationId, carried, SpanKind.SERVER);
    span.setAttributes({
      'http.request.method': method,
      'http.route': route,
      'realname.correlation_id': redact(correlationId),
    });
    const inside = trace.setSpan(carried, span);
    return {
      within: (work: () => void) => context.with(inside, work),
      end: ({ status }: { readonly status: number }) => {
        span.setAttribute('http.response.status_code', status);
        if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Messages sent within a trace get a span of their class's name. */
  watch(bus: Bus): void {
    const execute = bus.execute.bind(bus);
    bus.execute = async (message) => {
      if (!trace.getActiveSpan()) return execute(message);
      return this.within(this.tracer.startSpan(message.constructor.name), () => execute(message));
    };
  }

  readonly append = <T>(stream: string, events: readonly NewEvent[], append: () => Promise<T>): Promise<T> => {
    const correlationId = events[0]?.metadata.correlationId ?? '';
    const span = this.start(`append ${stream.split('-', 1)[0]}`, correlationId, this.contextOf(correlationId));
    span.setAttribute(
      'realname.events',
      events.map(({ type }) => type),
    );
    this.remember(correlationId, span.spanContext());
    return this.within(span, append);
  };

  readonly projection = async (events: readonly StoredEvent[], fold: () => Promise<void>): Promise<void> => {
    if (events.length > tracedBatch) return fold();
    const correlations = Map.groupBy(events, ({ metadata }) => metadata.correlationId);
    const spans = [...correlations].map(([correlationId, its]) => {
      const span = this.start('projection', correlationId, this.contextOf(correlationId), SpanKind.CONSUMER);
      return span.setAttribute(
        'realname.events',
        its.map(({ type }) => type),
      );
    });
    try {
      await fold();
    } catch (error) {
      for (const span of spans) fail(span, error);
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  };

  /** Sends what is left, and takes the process's tracing away. */
  async stop(): Promise<void> {
    await this.provider.shutdown().catch(() => {});
    for (const api of [trace, context, propagation, diag]) api.disable();
  }

  private get tracer() {
    return this.provider.getTracer('realname');
  }

  private start(name: string, correlationId: string, parent: Context, kind = SpanKind.INTERNAL): Span {
    this.ids.next = trace.getSpan(parent) ? undefined : traceIdOf(correlationId);
    return this.tracer.startSpan(name, { kind }, parent);
  }

  private contextOf(correlationId: string): Context {
    if (trace.getActiveSpan()) return context.active();
    const last = this.lastAppends.get(correlationId);
    return last ? trace.setSpanContext(ROOT_CONTEXT, last) : ROOT_CONTEXT;
  }

  private remember(correlationId: string, spanContext: SpanContext): void {
    this.lastAppends.delete(correlationId);
    this.lastAppends.set(correlationId, spanContext);
    const [oldest] = this.lastAppends.keys();
    if (this.lastAppends.size > remembered) this.lastAppends.delete(oldest!);
  }

  private async within<T>(span: Span, work: () => Promise<T>): Promise<T> {
    try {
      return await context.with(trace.setSpan(context.active(), span), work);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  }
}

/** By the class of the error: its message may quote what a person typed (P4). */
const fail = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error });
};
