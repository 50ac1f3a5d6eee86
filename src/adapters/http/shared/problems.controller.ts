import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { notFound } from '../../../domain/shared/domain-error.js';
import { Bytes, Call, Problems } from '../openapi/decorators.js';
import { ThingParam } from '../params.js';
import { type CataloguedProblem, fieldCatalogue, problemCatalogue } from '../problem-catalogue.js';
import { problemType } from '../problem-type.js';

const isCatalogued = (code: string) => problemCatalogue.some((problem) => problem.code === code);

/** What the `type` of every problem leads to. */
@ApiTags('Shared')
@Controller('problems')
export class ProblemsController {
  @Get()
  @Call('getProblems', 'Every code that a refusal may carry')
  @Bytes('the page', 'text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  list(): Buffer {
    return page('Problems', `<table>${problemCatalogue.map(row).join('\n')}</table>`);
  }

  @Get(':code')
  @Call('getProblem', 'What a code means')
  @Bytes('the page', 'text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Problems('route.not-found')
  one(
    @ThingParam('code', isCatalogued, 'route.not-found', { type: 'string', example: 'sms.quota-exceeded' })
    code: string,
  ): Buffer {
    const problem = problemCatalogue.find((each) => each.code === code);
    if (!problem) throw notFound('route.not-found');
    return page(code, `${about(problem)}${code === 'request.invalid' ? fields() : ''}<p><a href="/problems">…</a></p>`);
  }
}

const page = (title: string, content: string): Buffer =>
  Buffer.from(
    `<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n${content}\n</html>\n`,
  );

const row = ({ code, status, zh, en }: CataloguedProblem): string =>
  `<tr><td>${status}</td><td><a href="${problemType(code)}">${code}</a></td><td>${zh.detail}</td><td lang="en">${en.detail}</td></tr>`;

const about = ({ status, zh, en, members }: CataloguedProblem): string =>
  [
    `<p>HTTP ${status}</p>`,
    `<p><b>${zh.title}</b> ${zh.detail}</p>`,
    `<p lang="en"><b>${en.title}</b> ${en.detail}</p>`,
    ...(members.length > 0
      ? [`<p lang="en">Members: ${members.map((name) => `<code>${name}</code>`).join(', ')}</p>`]
      : []),
  ].join('\n');

const fields = (): string =>
  `<h2 lang="en">Codes of fields, in <code>errors[].code</code></h2><table>${fieldCatalogue
    .map(({ code, zh, en }) => `<tr><td>${code}</td><td>${zh}</td><td lang="en">${en}</td></tr>`)
    .join('\n')}</table>`;
