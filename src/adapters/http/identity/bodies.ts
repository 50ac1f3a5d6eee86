import type { Face } from '../../../application/identity/face-checks.js';
import { Flag, Nested, Secret, Text, UuidText } from '../fields.js';

/** V6 judges it. */
export const PasswordText = () => Secret({ code: 'password.length' });

export const NameText = (optional = false) => Text({ max: 64, code: 'name.shape', example: '张三', optional });

export class FaceBody implements Face {
  @UuidText({
    optional: ({ providerTicket, image }: FaceBody) => providerTicket !== undefined || image !== undefined,
    description: 'the server fetches the outcome from the provider itself (R16)',
  })
  faceVerificationId?: string;
  @Text({
    max: 64,
    optional: true,
    example: 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y',
    description: 'a parameter of the address that the provider led back to; not looked at where a session is held',
  })
  returnState?: string;
  @Text({ max: 64, optional: true, example: 'sandbox:match', description: 'sandbox only' }) providerTicket?: string;
  @Text({ max: 12_000, optional: true, example: 'iVBORw0KGgo=', description: 'sandbox only: base64' }) image?: string;
}

export const FaceField = (optional = false) =>
  Nested(() => FaceBody, { optional, example: { faceVerificationId: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e' } });

export class AgreementBody {
  @Text({ max: 32, example: '1.0' }) version!: string;
  @Flag() agreed!: boolean;
}

export const AgreementField = () => Nested(() => AgreementBody, { example: { version: '1.0', agreed: true } });

export class NewPasswordBody {
  @PasswordText() password!: string;
  @PasswordText() passwordConfirmation!: string;
}
