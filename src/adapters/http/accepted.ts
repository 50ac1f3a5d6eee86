/** What a header such as `Accept-Language` or `Accept-Encoding` names, in lower case, with its weight (RFC 9110 §12.4.2). */
export const acceptedOf = (header = ''): readonly (readonly [name: string, weight: number])[] =>
  header.split(',').map((part) => {
    const [name = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    return [name, q === undefined ? 1 : Number(q.slice(2)) || 0];
  });
