/** A head of a tree, as somebody signs it by ML-DSA-44 (C2SP tlog-cosignature). */
export interface Cosigned {
  /** The name of the key. */
  readonly cosigner: string;
  /** Seconds since 1970. */
  readonly time: bigint;
  readonly origin: string;
  /** Leaves of the tree. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Buffer;
}

/** Bytes of a name that such a message has room for. */
export const maxName = 255;

/** The `cosigned_message` over a whole tree. Undefined where a name is too long for it. */
export const cosignedMessage = ({ cosigner, time, origin, size, root }: Cosigned): Buffer | undefined => {
  const names = [cosigner, origin].map((name) => Buffer.from(name));
  if (names.some(({ length }) => length === 0 || length > maxName)) return undefined;
  const [by, log] = names.map((name) => Buffer.concat([Buffer.of(name.length), name])) as [Buffer, Buffer];
  return Buffer.concat([Buffer.from('subtree/v1\n\0'), by, u64(time), log, u64(0n), u64(BigInt(size)), root]);
};

/** Big-endian. */
export const u64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};
