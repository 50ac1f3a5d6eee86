import { createServer } from 'node:http';
import S3rver from 's3rver';

// node s3-server-process.mjs <port> <directory> <bucket> <conditions>: s3rver, whose PUT knows nothing of `If-None-Match`,
// and before it the condition as servers treat it: `kept` (412, or 409 while another one writes), `refused` (501), or
// `ignored`. Prints a line once it listens.

const [, , port, directory, bucket, conditions] = process.argv;
const s3 = new S3rver({ silent: true, directory, vhostBuckets: false, configureBuckets: [{ name: bucket }] });
const serve = s3.callback();
const writing = new Set();

/** The code and status that a conditional PUT is refused with. */
const refusal = async (path) => {
  if (conditions === 'ignored') return undefined;
  if (conditions === 'refused') return [501, 'NotImplemented'];
  if (writing.has(path)) return [409, 'ConditionalRequestConflict'];
  writing.add(path);
  const [, container, ...key] = path.split('/');
  return (await s3.store.existsObject(container, key.join('/'))) ? [412, 'PreconditionFailed'] : undefined;
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const conditional = request.method === 'PUT' && request.headers['if-none-match'] === '*';
  const refused = conditional && (await refusal(pathname));
  if (!refused) {
    if (conditional) response.once('close', () => writing.delete(pathname));
    return serve(request, response);
  }
  const [status, code] = refused;
  if (status === 412) writing.delete(pathname);
  request.resume();
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
});

await s3.configureBuckets();
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
