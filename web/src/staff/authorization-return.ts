/** What is kept while the browser is at the issuer's page: it proves that the code is this tab's (RFC 7636). */
export interface Asked {
  readonly state: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  /** The screen to go on with. */
  readonly screen: string;
}

const place = 'realname.staff.sign-in';

export const keepAsked = (asked: Asked): void => sessionStorage.setItem(place, JSON.stringify(asked));

export type Back = { readonly asked: Asked; readonly code: string } | { readonly error: string };

/** What the issuer led back with. One that this tab did not ask for is nobody's here. */
const readReturn = (): Back | undefined => {
  const { searchParams, pathname, hash } = new URL(location.href);
  const [code, error, state] = ['code', 'error', 'state'].map((each) => searchParams.get(each));
  if (!state || !(code || error)) return undefined;
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  const asked = kept === null ? undefined : (JSON.parse(kept) as Asked);
  const isOurs = asked?.state === state;
  history.replaceState(history.state, '', `${pathname}${isOurs ? asked.screen : hash}`);
  if (!isOurs) return undefined;
  return code ? { asked, code } : { error: error! };
};

/** Read before there is a router, which would keep the parameters in every address. */
export const back = readReturn();
