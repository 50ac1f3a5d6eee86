import { answered } from '@realname/client';
import { ref } from 'vue';
import { connect } from '../kit/connect.js';
import { textsOf } from '../kit/language.js';
import { type Asked, type Awaited, awaitReturn, back, keepAsked } from './authorization-return.js';

const t = textsOf({
  none: ['服务未配置员工登录（OIDC_CLIENT_ID）。', 'No sign-in for staff is configured (OIDC_CLIENT_ID).'],
  refused: ['登录未完成，请重试。', 'The sign-in did not come to its end. Try again.'],
  blocked: [
    '浏览器阻止了登录窗口。请允许本站弹出窗口后重试。',
    'The browser blocked the window for the sign-in. Allow windows of this site and try again.',
  ],
});

/** Whether this tab has a token. */
export const isSignedIn = ref(false);

/** Work that is in this page's memory alone: the page is not left for a sign-in then. */
export const isUnfinished = ref(false);

const forgetting = new Set<() => void>();
/** What is forgotten when the person signs out. */
export const onSignOut = (forget: () => void): void => void forgetting.add(forget);

export const signOut = (): void => {
  session.end();
  isSignedIn.value = false;
  for (const forget of forgetting) forget();
};

export const { api, session } = connect('staff', () => {
  isSignedIn.value = false;
});

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

/** A request for a code with PKCE (RFC 7636), and the issuer's page that takes it. @throws Error where there is none */
const askForCode = async (): Promise<{ readonly asked: Asked; readonly page: string }> => {
  const { signIn } = await answered(api.GET('/v1/staff/sign-in'));
  if (!signIn) throw new Error(t.none);
  const [state, verifier] = [random(), random()];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const redirectUri = `${location.origin}${location.pathname.replace(/\/$/, '')}`;
  const { clientId, scope, tokenEndpoint, authorizationEndpoint } = signIn;
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
  return {
    asked: { state, verifier, redirectUri, tokenEndpoint, clientId, screen: location.hash },
    page: page.href,
  };
};

/** Leaves for the issuer's page. @throws Error where there is none */
export const leaveForSignIn = async (): Promise<void> => {
  const { asked, page } = await askForCode();
  keepAsked(asked);
  location.assign(page);
};

let awaited: Awaited | undefined;

/** Signs in in a window of its own, so that this page keeps what is in its memory. @throws Error */
export const signInBeside = async (): Promise<void> => {
  // Before anything is waited for: browsers open a window for a press alone.
  const beside = open('about:blank', '_blank', 'popup,width=520,height=720');
  if (!beside) throw new Error(t.blocked);
  beside.opener = null;
  awaited?.stop();
  try {
    const { asked, page } = await askForCode();
    awaited = awaitReturn(asked.state);
    beside.location.replace(page);
    const code = await awaited.code;
    if (code === null) throw new Error(t.refused);
    session.begin(await tokenFor({ asked, code }));
    isSignedIn.value = true;
  } finally {
    beside.close();
  }
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
