import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type SandboxFaceOutcome, SandboxFaces, sandboxFaceOutcomes } from '../../../application/ports/sandbox.js';
import { escapeHtml } from '../../../application/shared/html.js';
import { notFound } from '../../../domain/shared/domain-error.js';
import { OneOf } from '../fields.js';
import { Bytes, Call, Problems, Shown } from '../openapi/decorators.js';
import { IdParam } from '../params.js';
import { sandboxPage } from './page.js';

class ReturnStateShown {
  @Shown('mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y') returnState!: string;
}

class OutcomeQuery {
  @OneOf(sandboxFaceOutcomes, { optional: true, description: 'the button that was pressed' })
  outcome?: SandboxFaceOutcome;
}

const FlowId = () => IdParam('faceVerificationId', 'route.not-found');

/** The embedded face provider: its page, and what the page hands to the browser. */
@ApiTags('Sandbox')
@Controller('sandbox/face-verifications')
export class SandboxFacesController {
  constructor(private readonly faces: SandboxFaces) {}

  @Get(':faceVerificationId')
  @Call('getSandboxFaceVerification', 'What the browser that went through a face flow is given')
  @ApiOkResponse({ type: ReturnStateShown })
  @Problems('route.not-found')
  async returnState(@FlowId() id: string): Promise<ReturnStateShown> {
    const returnState = await this.faces.returnState(id);
    if (returnState === undefined) throw notFound('route.not-found');
    return { returnState };
  }

  @Get(':faceVerificationId/page')
  @Call('getSandboxFacePage', 'The provider’s page: three buttons that say what comes of the flow')
  @Bytes('the page; after a button, and without an address to lead back to, what it would lead back with', 'text/html')
  @ApiResponse({ status: 303, description: 'after a button: back to `FACEID_REDIRECT_URL`' })
  @Problems('route.not-found')
  async page(
    @FlowId() id: string,
    @Query() { outcome }: OutcomeQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { returnState } = await this.returnState(id);
    const back = outcome && (await this.faces.conclude(id, outcome));
    if (back) reply.code(303).header('location', back);
    return sandboxPage(reply, '沙箱人脸核身', outcome ? concluded(id, returnState) : buttons);
  }
}

const names: Readonly<Record<SandboxFaceOutcome, string>> = {
  match: '是本人',
  mismatch: '不是本人',
  unavailable: '服务不可用',
};

const buttons = `<form method="get">\n${sandboxFaceOutcomes
  .map((outcome) => `<button name="outcome" value="${outcome}">${names[outcome]}</button>`)
  .join('\n')}\n</form>`;

/** To the service's own screens, where they are served: of this origin, whatever it is called. */
const returnPath = (faceVerificationId: string, returnState: string): string =>
  `/app/identity?${escapeHtml(new URLSearchParams({ faceVerificationId, returnState }).toString())}`;

const concluded = (id: string, returnState: string): string =>
  `<p>已结束。<a href="${returnPath(id, returnState)}">返回应用</a></p>\n<p>faceVerificationId: <code>${id}</code></p>\n<p>returnState: <code>${returnState}</code></p>`;
