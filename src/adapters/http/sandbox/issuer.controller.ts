import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SandboxPerson, type SandboxStaff, SandboxStaffTokens } from '../../../application/ports/sandbox.js';
import type { StaffRole } from '../../../application/ports/staff-tokens.js';
import { escapeHtml } from '../../../application/shared/html.js';
import { invalidFields } from '../../../domain/shared/domain-error.js';
import { localhost } from '../cors.js';
import { FormBody } from '../route-notes.js';
import { AuthorizationCodes, type CodeRequest } from './authorization-codes.js';
import { sandboxPage } from './page.js';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * The embedded OIDC issuer's way in for desks: authorization code with PKCE (RFC 6749 §4.1, RFC 7636), for any public client.
 * Its own metadata describe it (RFC 8414), and so the document of this service's calls does not.
 */
@ApiExcludeController()
@Controller('sandbox/issuer')
export class SandboxIssuerController {
  constructor(
    private readonly staff: SandboxStaffTokens,
    private readonly codes: AuthorizationCodes,
  ) {}

  @Get('.well-known/openid-configuration')
  metadata(@Req() request: FastifyRequest) {
    const base = `${originOf(request)}/sandbox/issuer`;
    return {
      issuer: this.staff.issuer,
      authorization_endpoint: `${base}/authorize`,
      token_endpoint: `${base}/token`,
      jwks_uri: `${base}/keys`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      scopes_supported: ['openid'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    };
  }

  @Get('keys')
  keys() {
    return this.staff.keys();
  }

  /** Asks who one is; a button leads back to the client with a code. */
  @Get('authorize')
  async authorize(
    @Query() query: Parameters,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const asked = codeRequestOf(query, originOf(request));
    const people = this.staff.people();
    const chosen = people.find((each) => choiceOf(each) === query.person);
    if (chosen) {
      const back = new URL(asked.redirectUri);
      back.searchParams.set('code', await this.codes.issue(asked, chosen));
      if (typeof query.state === 'string') back.searchParams.set('state', query.state);
      back.searchParams.set('iss', this.staff.issuer);
      reply.code(303).header('location', back.href);
    }
    return sandboxPage(reply, '沙箱员工登录', signIn(query, people));
  }

  /** `access_token` for a code and its verifier; refusals are those of RFC 6749 §5.2. */
  @Post('token')
  @FormBody()
  @HttpCode(200)
  async token(@Body() body: Parameters = {}, @Res({ passthrough: true }) reply: FastifyReply) {
    const refused = (error: string) => {
      reply.code(400);
      return { error };
    };
    if (body.grant_type !== 'authorization_code') return refused('unsupported_grant_type');
    const [clientId, redirectUri, code, codeVerifier] = [
      body.client_id,
      body.redirect_uri,
      body.code,
      body.code_verifier,
    ].map(String) as [string, string, string, string];
    const person = await this.codes.redeem({ clientId, redirectUri, code, codeVerifier });
    if (!person) return refused('invalid_grant');
    const { [person.role]: token } = await this.staff.issue(person.person);
    return { access_token: token, token_type: 'Bearer', expires_in: this.staff.validForSeconds };
  }
}

const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`;

/** @throws DomainError `request.invalid`: nothing is said to an address that nobody vouches for */
const codeRequestOf = (query: Parameters, own: string): CodeRequest => {
  const wrong = [
    ['response_type', query.response_type === 'code'],
    ['client_id', typeof query.client_id === 'string' && query.client_id !== ''],
    ['redirect_uri', isNear(query.redirect_uri, own)],
    ['code_challenge_method', query.code_challenge_method === 'S256'],
    ['code_challenge', /^[\w-]{43}$/.test(String(query.code_challenge))],
  ].flatMap(([name, isRight]) => (isRight ? [] : [{ pointer: `/${name}`, code: 'field.type' as const }]));
  if (wrong.length > 0) throw invalidFields(...wrong);
  const { client_id, redirect_uri, code_challenge } = query as Readonly<Record<string, string>>;
  return { clientId: client_id!, redirectUri: redirect_uri!, codeChallenge: code_challenge! };
};

/** On this service, or on a developer's machine. */
const isNear = (redirectUri: unknown, own: string): boolean => {
  if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri)) return false;
  const { origin } = new URL(redirectUri);
  return origin === own || localhost.test(origin);
};

const roles: Readonly<Record<StaffRole, string>> = {
  agent: '坐席',
  reviewer: '审核',
  operator: '运营',
  auditor: '审计',
};

const choiceOf = ({ role, person }: { readonly role: StaffRole; readonly person: SandboxPerson }) =>
  `${role}-${person}`;

const signIn = (query: Parameters, people: readonly (SandboxStaff & { readonly name: string })[]): string => {
  const hidden = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' ? [`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`] : [],
  );
  const groups = Object.entries(roles).map(([role, title]) => {
    const buttons = people
      .filter((each) => each.role === role)
      .map((each) => `<button name="person" value="${choiceOf(each)}">${escapeHtml(each.name)}</button>`);
    return `<h2>${title} <small>${role}</small></h2>\n${buttons.join('\n')}`;
  });
  return `<form method="get">\n${[...hidden, ...groups].join('\n')}\n</form>`;
};
