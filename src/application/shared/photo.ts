export interface Photo {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
