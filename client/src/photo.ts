/** What the service gives a photo to come, in milliseconds. */
export const photoTimeout = 300_000;

/**
 * The options that send these bytes, a JPEG or PNG, as the body of a photo's PUT (F13). `uploadPhoto` shows progress, too.
 * @param options what else goes with the call, such as the `write` of `press`
 * @example
 * const params = { path: { id, kind: 'idFront' as const } };
 * await answered(api.PUT('/v1/futures/change-requests/{id}/photos/{kind}', { params, ...photoBody(bytes) }));
 */
export const photoBody = <Options extends { readonly headers?: object }>(
  bytes: Uint8Array<ArrayBuffer> | Blob,
  options?: Options,
) => ({
  ...options,
  body: bytes as unknown as string,
  bodySerializer: (): BodyInit => bytes,
  headers: { ...options?.headers, 'content-type': 'application/octet-stream' },
});
