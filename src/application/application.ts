import type { Type } from '@nestjs/common';
import * as audit from './audit/contents.js';
import * as backOffice from './back-office/contents.js';
import * as core from './core/contents.js';
import * as account from './futures/account/contents.js';
import * as certificate from './futures/certificate/contents.js';
import * as changeRequest from './futures/change-request/contents.js';
import * as documents from './futures/documents/contents.js';
import * as profile from './futures/profile/contents.js';
import * as signing from './futures/signing/contents.js';
import * as video from './futures/video/contents.js';
import * as identity from './identity/contents.js';
import * as processRoom from './processes/contents.js';
import type { Process } from './processes/process.js';
import * as shared from './shared/contents.js';

/** What a room adds to the application; a room has only what it needs. */
interface Contents {
  /** What handlers and processes are made of. */
  readonly services?: readonly Type[];
  /** Of every command and query of the room. */
  readonly handlers?: readonly Type[];
  readonly processes?: readonly Type<Process>[];
}

const futures = [account, profile, changeRequest, documents, signing, certificate, video];
const rooms: readonly Contents[] = [core, shared, ...futures, identity, backOffice, audit, processRoom];

export const services = rooms.flatMap((room) => room.services ?? []);
export const handlers = rooms.flatMap((room) => room.handlers ?? []);
export const processes = rooms.flatMap((room) => room.processes ?? []);

/** What each process is called and which events it hears. Made of nothing, it can do nothing. */
export const knownProcesses: readonly Pick<Process, 'name' | 'types' | 'beginsAt'>[] = processes.map(
  (Known: Type<Process>) => new Known(),
);
