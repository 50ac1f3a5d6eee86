import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Revocation } from '../../../application/futures/certificate/revocation.js';
import { RevocationList } from '../../../application/futures/certificate/revocation-list.js';
import { CertificateAuthority, type OcspAnswer } from '../../../application/ports/certificate-authority.js';
import { notFound, refusal } from '../../../domain/shared/domain-error.js';
import { bounded } from '../../resilience/bounded.js';
import { Bytes, Call, Problems } from '../openapi/decorators.js';
import { ocspRequestOf, setOcspCaching } from './ocsp-get.js';

/** Anybody may ask, so that what all ask for at once takes few of the log's connections; it is refused beyond. */
const inTurn = bounded('ocsp', { atOnce: 2, waiting: 100 });

/** F28: public, what relying parties fetch. */
@ApiTags('PKI')
@Controller('pki')
export class PkiController {
  constructor(
    private readonly authority: CertificateAuthority,
    private readonly revocation: Revocation,
    private readonly revocationList: RevocationList,
  ) {}

  @Get('ca.pem')
  @Call('getCaCertificates', 'The authority’s certificates, PEM (F28)')
  @Bytes('root, then the issuing CAs from the oldest on, PEM', 'application/x-pem-file')
  ca(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.header('content-type', 'application/x-pem-file');
    return this.authority.caPem;
  }

  @Get('crl')
  @Call('getCrl', 'The revocation list of the first issuing CA, DER (F28)')
  @Bytes('DER', 'application/pkix-crl')
  @Problems('certificate.not-found')
  crl(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.list(undefined, reply);
  }

  @Get('crl/:issuer')
  @Call(
    'getCrlOf',
    'The revocation list of an issuing CA, named by its key identifier in hexadecimal digits, DER (F28)',
  )
  @Bytes('DER', 'application/pkix-crl')
  @Problems('certificate.not-found')
  crlOf(@Param('issuer') issuer: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return this.list(issuer, reply);
  }

  @Post('ocsp')
  @Call('postOcsp', 'The state of a certificate (F28)')
  @HttpCode(200)
  @ApiConsumes('application/ocsp-request')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Bytes('DER, RFC 6960', 'application/ocsp-response')
  @Problems('request.media-type')
  async ocsp(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    if (body !== undefined && !Buffer.isBuffer(body)) throw refusal('request.media-type');
    const { response } = await this.answer(body ?? Buffer.alloc(0));
    reply.header('content-type', 'application/ocsp-response');
    return Buffer.from(response);
  }

  /** A wildcard: base64 holds slashes, which clients need not percent-encode. */
  @Get('ocsp/*')
  @Call('getOcsp', 'The state of a certificate; cacheable (F28)')
  @Bytes('DER, RFC 6960', 'application/ocsp-response')
  @ApiParam({ name: 'path', description: 'base64 of the DER request (RFC 6960 appendix A.1)', type: String })
  async ocspByGet(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { '*': path } = request.params as { '*': string };
    const answer = await this.answer(ocspRequestOf(path));
    reply.header('content-type', 'application/ocsp-response');
    setOcspCaching(reply, answer);
    return Buffer.from(answer.response);
  }

  /** There is none of an issuing CA that has ended: it signs nothing. */
  private async list(issuer: string | undefined, reply: FastifyReply): Promise<Buffer> {
    const list = await this.revocationList.current(issuer);
    if (!list) throw notFound('certificate.not-found');
    reply.header('content-type', 'application/pkix-crl');
    return Buffer.from(list);
  }

  private answer(request: Uint8Array): Promise<OcspAnswer> {
    return inTurn(() => this.revocation.ocsp(request));
  }
}
