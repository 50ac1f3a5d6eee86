import type { EventMetadata, NewEvent, StoredEvent } from '../ports/event-store.js';
import { Keyring } from './keyring.js';

type Placed = Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'type' | 'raw'>;

/** Metadata as they are stored, and the MAC that stands last in them. */
const withMac = /^(.*),"mac":"([A-Za-z0-9+/]{43}=)"\}$/s;

/**
 * Authenticates events: HMAC-SHA256, by a key of its own, over where an event stands, its type, and its data and metadata
 * as they are stored. Whoever writes into the log without the key is found out by it.
 */
export class EventMacs {
  constructor(private readonly keyring: Keyring) {}

  /** The event with its MAC in its metadata. */
  add(event: NewEvent, stream: string, revision: bigint): NewEvent {
    const { mac: _, ...metadata } = event.metadata;
    const raw = { data: JSON.stringify(event.data), metadata: JSON.stringify(metadata) };
    const mac = this.macOf({ ...event, stream, revision, raw });
    return { ...event, metadata: { ...metadata, mac } satisfies EventMetadata };
  }

  /** Whether the event bears a MAC: `missing` before they began. */
  judge(event: Placed): 'valid' | 'missing' | 'wrong' {
    const [, rest, mac] = withMac.exec(event.raw.metadata) ?? [];
    if (rest === undefined || mac === undefined) return 'missing';
    const raw = { data: event.raw.data, metadata: `${rest}}` };
    return Keyring.equal(mac, this.macOf({ ...event, raw })) ? 'valid' : 'wrong';
  }

  private macOf({ id, stream, revision, type, raw }: Placed): string {
    return this.keyring.hmacBase64('event', id.toLowerCase(), stream, String(revision), type, raw.data, raw.metadata);
  }
}
