/** One value of what `isDer` has accepted. */
export interface DerValue {
  readonly tag: number;
  /** With tag and length. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/** The value that `bytes` begin with. */
export const readDer = (bytes: Uint8Array): DerValue => {
  const [tag = 0, first = 0] = bytes;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + octets;
  const length = octets === 0 ? first : bytes.subarray(2, start).reduce((sum, octet) => sum * 256 + octet, 0);
  return { tag, bytes: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
};

/** The values inside a constructed one. @throws TypeError when it is primitive */
export const membersOf = ({ tag, content }: DerValue): readonly DerValue[] => {
  if ((tag & 0x20) === 0) throw new TypeError('not a constructed value');
  const members: DerValue[] = [];
  for (let rest = content; rest.length > 0; ) {
    const member = readDer(rest);
    members.push(member);
    rest = rest.subarray(member.bytes.length);
  }
  return members;
};

/** Takes the members of a SEQUENCE one after the other, as its ASN.1 module lists them. */
export class SequenceReader {
  private readonly members: readonly DerValue[];
  private at = 0;

  /** @throws TypeError when it is no SEQUENCE */
  constructor(sequence: DerValue) {
    if (sequence.tag !== 0x30) throw new TypeError('not a SEQUENCE');
    this.members = membersOf(sequence);
  }

  /** @throws TypeError when the next member has none of these tags */
  take(...tags: readonly number[]): DerValue {
    const member = this.takeIf(...tags);
    if (!member) throw new TypeError('not the member that comes next');
    return member;
  }

  /** Undefined when the next member has none of these tags, or when there is none. */
  takeIf(...tags: readonly number[]): DerValue | undefined {
    const member = this.members[this.at];
    if (!member || !tags.includes(member.tag)) return undefined;
    this.at += 1;
    return member;
  }

  /** @throws TypeError when there is more */
  end(): void {
    if (this.at < this.members.length) throw new TypeError('more members than there may be');
  }
}
