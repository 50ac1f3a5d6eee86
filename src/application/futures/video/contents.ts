import { CallPresence } from './call-presence.js';
import { QueuedTickets } from './queued-tickets.js';
import { TicketStreams } from './ticket-stream.js';
import { TicketViews } from './ticket-view.js';
import { GetTicketHandler, JoinVideoQueueHandler, LeaveVideoQueueHandler } from './video-verification.js';

export const services = [CallPresence, QueuedTickets, TicketStreams, TicketViews];

export const handlers = [JoinVideoQueueHandler, LeaveVideoQueueHandler, GetTicketHandler];
