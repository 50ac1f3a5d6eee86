import { Claims } from './claims.js';
import { CommandRunner } from './command-runner.js';
import { EventCodec } from './event-codec.js';
import { ReadYourWrites } from './read-your-writes.js';

export const services = [Claims, CommandRunner, EventCodec, ReadYourWrites];
