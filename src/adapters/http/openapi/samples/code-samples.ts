import type { Sample } from './sample.js';

/** How the call is made by hand and by `@realname/client`, as documentation browsers show it (`x-codeSamples`). */
export const codeSamples = (sample: Sample) => [
  { lang: 'Shell', label: 'curl', source: curl(sample) },
  ...(sample.path.startsWith('/pki/')
    ? []
    : [{ lang: 'TypeScript', label: '@realname/client', source: client(sample) }]),
];

const curl = (sample: Sample): string => {
  const { method, answers, caller, needsDevice, headers, json, file } = sample;
  const flags = [...(answers === 'events' ? ['-N'] : []), ...(method === 'get' ? [] : [`-X ${method.toUpperCase()}`])];
  const lines = [
    ['curl', ...flags, `"$BASE${addressOf(sample)}"`].join(' '),
    ...(caller ? [`-H "Authorization: Bearer $${caller === 'staff' ? 'STAFF_TOKEN' : 'TOKEN'}"`] : []),
    ...(needsDevice ? ['-H "X-Device-Id: $DEVICE_ID"'] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(method === 'get' ? [] : ['-H "Idempotency-Key: $(uuidgen)"']),
    ...(json === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(json))}`]),
    ...(file ? [`-H 'Content-Type: ${file === 'photo.jpg' ? 'image/jpeg' : 'application/ocsp-request'}'`] : []),
    ...(file ? [`--data-binary @${file}`] : []),
    ...(answers === 'file' ? ['-o answer'] : []),
  ];
  return lines.join(' \\\n  ');
};

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const addressOf = ({ path, inPath, query }: Sample): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name])));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size > 0 ? `${filled}?${search}` : filled;
};

const client = (sample: Sample): string => {
  const { method, path, inPath, query, headers, json, file, answers } = sample;
  const params = Object.fromEntries(
    Object.entries({ path: inPath, query, header: headers }).filter(([, values]) => Object.keys(values).length > 0),
  );
  const members = [
    ...(Object.keys(params).length > 0 ? [`params: ${literal(params)}`] : []),
    ...(json === undefined ? [] : [`body: ${literal(json)}`]),
    ...(file ? ['...photoBody(photo)'] : []),
    ...(answers === 'file' ? ["parseAs: 'arrayBuffer'"] : []),
    ...(answers === 'events' ? ["parseAs: 'stream'"] : []),
  ];
  const options = members.length > 0 ? `, {\n${indented(members.join(',\n'))},\n}` : '';
  const call = `api.${method.toUpperCase()}('${path}'${options})`;
  switch (answers) {
    case 'json':
      return `const answer = await answered(${call});`;
    case 'nothing':
      return `await answered(${call});`;
    case 'file':
      return `const bytes = await answeredBytes(${call});`;
    case 'events':
      return `const { data, error } = await ${call};`;
  }
};

/** JSON, written as an object literal. */
const literal = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_]\w*)":/gm, '$1$2:');

const indented = (text: string): string => text.replaceAll(/^/gm, '  ');
