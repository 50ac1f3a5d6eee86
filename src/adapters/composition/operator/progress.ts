interface Progress {
  readonly passed: number;
  readonly of: number;
}

/** Milliseconds between two lines where they are not written over. */
const apart = 5_000;

/** Tells on standard error how far something is, at what rate, and how long it will still take. */
export const progressLine = (
  name: string,
  { stream = process.stderr, now = () => performance.now(), unit = 'events' } = {},
): ((progress: Progress) => void) => {
  const begun = now();
  let last = begun;
  return ({ passed, of }) => {
    const at = now();
    if (!stream.isTTY && at - last < apart) return;
    last = at;
    const rate = (passed / Math.max(1, at - begun)) * 1_000;
    const left = Math.round((of - passed) / Math.max(rate, 1));
    const line = `${name}  ${passed} of ${of} ${unit}, ${Math.round(rate)} a second, ${left} s left`;
    stream.write(stream.isTTY ? `\r${line}\u001b[K${passed >= of ? '\n' : ''}` : `${line}\n`);
  };
};
