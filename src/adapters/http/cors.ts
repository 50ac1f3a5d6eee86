/** Origins of a developer's own machine. */
export const localhost = /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Everything of api.md §1 may be sent and read; no cookies, so no credentials. */
export const corsOptions = (options: {
  readonly corsOrigins?: readonly string[];
  readonly sandbox?: boolean | 'everywhere';
}) => ({
  origin: [...(options.corsOrigins ?? []), ...(options.sandbox ? [localhost] : [])],
  methods: ['GET', 'POST', 'PUT', 'DELETE'],
  allowedHeaders: [
    'Accept-Language',
    'Authorization',
    'Consistency-Token',
    'Content-Type',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'X-Audit-Reason',
    'X-Client-Version',
    'X-Correlation-Id',
    'X-Device-Id',
  ],
  exposedHeaders: [
    'Consistency-Token',
    'Content-Language',
    'Date',
    'ETag',
    'Location',
    'Retry-After',
    'X-Correlation-Id',
  ],
  credentials: false,
  maxAge: 600,
  strictPreflight: false,
});
