import { GetStreamDiffHandler } from './diff.js';
import { EventScopes } from './event-scopes.js';
import { ExportEvidenceHandler } from './evidence.js';
import { AuditLog } from './log.js';
import { GetStateAsOfHandler } from './state.js';
import { ReadStreamHandler, SearchStreamsHandler } from './streams.js';

export const services = [AuditLog, EventScopes];

export const handlers = [
  SearchStreamsHandler,
  ReadStreamHandler,
  GetStateAsOfHandler,
  GetStreamDiffHandler,
  ExportEvidenceHandler,
];
