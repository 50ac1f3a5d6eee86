import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const style = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { max-width: 32rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.25rem; }
h2 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
button { font: inherit; padding: 0.5rem 1rem; margin: 0 0.5rem 0.5rem 0; border-radius: 0.5rem; border: 1px solid #1989fa; background: none; color: inherit; cursor: pointer; }
code { overflow-wrap: anywhere; }
`;
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'`;

/** A page of somebody whom the sandbox plays: no script, nothing from elsewhere. @param content HTML */
export const sandboxPage = (reply: FastifyReply, title: string, content: string): Buffer => {
  reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
  return Buffer.from(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${style}</style>
<h1>${title}</h1>
${content}
</html>
`);
};
