import { answered } from '@realname/client';
import { ref } from 'vue';
import { connect } from '../kit/connect.js';
import { textsOf } from '../kit/language.js';
import { back, keepAsked } from './authorization-return.js';

const t = textsOf({
  none: ['服务未配置员工登录（OIDC_CLIENT_ID）。', 'No sign-in for staff is configured (OIDC_CLIENT_ID).'],
  refused: ['登录未完成，请重试。', 'The sign-in did not come to its end. Try again.'],
});

/** Whether this tab has a token. */
export const isSignedIn = ref(false);

export const { api, session } = connect('staff', () => {
  isSignedIn.value = false;
});

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** Leaves for the issuer's page: authorization code with PKCE (RFC 7636). @throws Error where there is none */
export const leaveForSignIn = async (): Promise<void> => {
  const { signIn } = await answered(api.GET('/v1/staff/sign-in'));
  if (!signIn) throw new Error(t.none);
  const [state, verifier] = [random(), random()];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const redirectUri = `${location.origin}${location.pathname.replace(/\/$/, '')}`;
  const { clientId, scope, tokenEndpoint, authorizationEndpoint } = signIn;
  keepAsked({ state, verifier, redirectUri, tokenEndpoint, clientId, screen: location.hash });
  const page = new URL(authorizationEndpoint, location.origin);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope,
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) page.searchParams.set(name, value);
  location.assign(page);
};

/** Goes on with the session of this tab, or with the code that the issuer led back with. @throws Error */
export const goOnSignedIn = async (): Promise<void> => {
  if (back && 'error' in back) throw new Error(t.refused);
  if (back) session.begin(await tokenFor(back));
  isSignedIn.value = session.token() !== undefined;
};

const tokenFor = async ({ asked, code }: Exclude<typeof back, undefined | { error: string }>): Promise<string> => {
  const { tokenEndpoint, clientId, redirectUri, verifier } = asked;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  });
  const response = await fetch(new URL(tokenEndpoint, location.origin), { method: 'POST', body }).catch(
    () => undefined,
  );
  const answer = response?.ok ? ((await response.json()) as { readonly access_token?: string }) : undefined;
  if (!answer?.access_token) throw new Error(t.refused);
  return answer.access_token;
};
