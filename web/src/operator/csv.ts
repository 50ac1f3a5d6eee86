/** The records of a CSV text (RFC 4180), with or without a byte order mark; lines that are empty are left out. */
export const parseCsv = (text: string): readonly (readonly string[])[] => {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const content = text.replace(/^\uFEFF/, '');
  while (field.lastIndex < content.length) {
    const match = field.exec(content);
    if (!match) throw new SyntaxError(`a quote is missing in record ${records.length + 1}`);
    const [, quoted, plain, end] = match;
    record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',' && field.lastIndex < content.length) continue;
    if (end === ',') record.push('');
    records.push(record);
    record = [];
  }
  return records.filter((each) => each.some((value) => value !== ''));
};
