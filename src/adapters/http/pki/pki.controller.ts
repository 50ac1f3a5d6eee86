import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Revocation } from '../../../application/futures/certificate/revocation.js';
import { CertificateAuthority } from '../../../application/ports/certificate-authority.js';
import { refusal } from '../../../domain/shared/domain-error.js';
import { Problems } from '../documentation.js';
import { ocspRequestOf, setOcspCaching } from './ocsp-get.js';

/** F28: public, what relying parties fetch. */
@ApiTags('PKI')
@Controller('pki')
export class PkiController {
  constructor(
    private readonly authority: CertificateAuthority,
    private readonly revocation: Revocation,
  ) {}

  @Get('ca.pem')
  @ApiProduces('application/x-pem-file')
  ca(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.header('content-type', 'application/x-pem-file');
    return this.authority.caPem;
  }

  @Get('crl')
  @ApiProduces('application/pkix-crl')
  async crl(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    reply.header('content-type', 'application/pkix-crl');
    return Buffer.from(await this.revocation.crl());
  }

  @Post('ocsp')
  @HttpCode(200)
  @ApiConsumes('application/ocsp-request')
  @ApiProduces('application/ocsp-response')
  @Problems('request.media-type')
  async ocsp(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    if (body !== undefined && !Buffer.isBuffer(body)) throw refusal('request.media-type');
    const { response } = await this.revocation.ocsp(body ?? Buffer.alloc(0));
    reply.header('content-type', 'application/ocsp-response');
    return Buffer.from(response);
  }

  /** A wildcard: base64 holds slashes, which clients need not percent-encode. */
  @Get('ocsp/*')
  @ApiProduces('application/ocsp-response')
  @ApiParam({ name: 'path', description: 'base64 of the DER request (RFC 6960 appendix A.1)', type: String })
  async ocspByGet(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { '*': path } = request.params as { '*': string };
    const answer = await this.revocation.ocsp(ocspRequestOf(path));
    reply.header('content-type', 'application/ocsp-response');
    setOcspCaching(reply, answer);
    return Buffer.from(answer.response);
  }
}
