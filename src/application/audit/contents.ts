import { GetStreamDiffHandler } from './diff.js';
import { EventScopes } from './event-scopes.js';
import { CertificateFiles } from './evidence/certificate-files.js';
import { Disclosures } from './evidence/disclosures.js';
import { RequestEvents } from './evidence/event-files.js';
import { ExportEvidenceHandler } from './evidence/export-evidence.js';
import { LogProofs } from './evidence/log-proofs.js';
import { SignedDocuments } from './evidence/signed-documents.js';
import { AuditLog } from './log.js';
import { ReadLogEntriesHandler } from './log-entries.js';
import { GetStateAsOfHandler } from './state.js';
import { ReadStreamHandler, SearchStreamsHandler } from './streams.js';

export const services = [
  AuditLog,
  EventScopes,
  CertificateFiles,
  Disclosures,
  LogProofs,
  RequestEvents,
  SignedDocuments,
];

export const handlers = [
  SearchStreamsHandler,
  ReadStreamHandler,
  GetStateAsOfHandler,
  GetStreamDiffHandler,
  ExportEvidenceHandler,
  ReadLogEntriesHandler,
];
