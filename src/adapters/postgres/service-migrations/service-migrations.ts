import { ServiceTables1764547200000 } from './1764547200000-service-tables.js';
import { SandboxTables1764547200001 } from './1764547200001-sandbox-tables.js';
import { VideoSignalsCrlNumbers1764547200002 } from './1764547200002-video-signals-crl-numbers.js';
import { Credentials1764547200003 } from './1764547200003-credentials.js';
import { SingleUseThings1764547200004 } from './1764547200004-single-use-things.js';
import { NoticeDeliveries1764547200005 } from './1764547200005-notice-deliveries.js';
import { VideoReceivers1764547200006 } from './1764547200006-video-receivers.js';
import { TransparencyLog1767000000000 } from './1767000000000-transparency-log.js';
import { WrappingKeys1767000000001 } from './1767000000001-wrapping-keys.js';
import { CheckpointTimeStamps1767000000002 } from './1767000000002-checkpoint-time-stamps.js';

/** Everything beside the log and the read models, in the order of their making. */
export const serviceMigrations = [
  ServiceTables1764547200000,
  SandboxTables1764547200001,
  VideoSignalsCrlNumbers1764547200002,
  Credentials1764547200003,
  SingleUseThings1764547200004,
  NoticeDeliveries1764547200005,
  VideoReceivers1764547200006,
  TransparencyLog1767000000000,
  WrappingKeys1767000000001,
  CheckpointTimeStamps1767000000002,
];
