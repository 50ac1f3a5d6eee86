import { createServer } from 'node:http';
import S3rver from 's3rver';

// node s3-server-process.mjs <port> <directory> <bucket> <conditions>: s3rver, whose PUT knows nothing of `If-None-Match`
// and `If-Match`, and before it these conditions as servers treat them: `kept` (412, or 409 while another one writes),
// `refused` (501), or `ignored`. Prints a line once it listens.

const [, , port, directory, bucket, conditions] = process.argv;
const s3 = new S3rver({ silent: true, directory, vhostBuckets: false, configureBuckets: [{ name: bucket }] });
const serve = s3.callback();
const writing = new Set();

/** The code and status that a conditional PUT is refused with. */
const refusal = async (path, { 'if-match': etag }) => {
  if (conditions === 'ignored') return undefined;
  if (conditions === 'refused') return [501, 'NotImplemented'];
  if (writing.has(path)) return [409, 'ConditionalRequestConflict'];
  writing.add(path);
  const [, container, ...key] = path.split('/');
  const isThere = await s3.store.existsObject(container, key.join('/'));
  if (etag === undefined) return isThere ? [412, 'PreconditionFailed'] : undefined;
  if (!isThere) return [404, 'NoSuchKey'];
  const kept = await s3.store.getMetadata(container, key.join('/'));
  return kept.etag === etag ? undefined : [412, 'PreconditionFailed'];
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const { headers, method } = request;
  const conditional = method === 'PUT' && (headers['if-none-match'] === '*' || headers['if-match'] !== undefined);
  const refused = conditional && (await refusal(pathname, headers));
  if (!refused) {
    if (conditional) response.once('close', () => writing.delete(pathname));
    return serve(request, response);
  }
  const [status, code] = refused;
  if (status === 412 || status === 404) writing.delete(pathname);
  request.resume();
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
});

await s3.configureBuckets();
server.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
