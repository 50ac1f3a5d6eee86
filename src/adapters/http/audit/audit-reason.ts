import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { refusal } from '../../../domain/shared/domain-error.js';
import { isVisible } from '../../../domain/shared/visible-text.js';
import { headerOf } from '../headers.js';

/** `X-Audit-Reason` as it came; `reasonOf` judges it. */
export const AuditReason = createParamDecorator((_: unknown, context: ExecutionContext) =>
  headerOf(context.switchToHttp().getRequest<FastifyRequest>(), 'x-audit-reason'),
);

export const ReasonHeader = (required: boolean) =>
  ApiHeader({ name: 'X-Audit-Reason', required, description: '10–200 characters', example: 'complaint 2026-1123' });

/**
 * UTF-8 reaches Node as Latin-1 in a header; a percent-encoded reason is taken as such.
 * @throws DomainError `audit.reason-required` unless it has 10 to 200 characters, all of them seen
 */
export const reasonOf = (header: string | undefined): string => {
  const reason = decoded(header ?? '').trim();
  const length = [...reason].length;
  if (length < 10 || length > 200 || !isVisible(reason)) throw refusal('audit.reason-required');
  return reason;
};

const decoded = (header: string): string => {
  const text = Buffer.from(header, 'latin1').toString('utf8');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
