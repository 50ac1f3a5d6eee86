/** Asks once in `ms` at most: whoever comes meanwhile has the same answer. What failed is asked anew. */
export const keptFor = <T>(ms: number, ask: () => Promise<T>): (() => Promise<T>) => {
  let known: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (known && now - known.at < ms) return known.answer;
    const asked = { at: now, answer: ask() };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.answer;
  };
};
