/** Whose pages these are: each has a session of its own. */
export type App = 'futures' | 'identity' | 'staff';

/**
 * The bearer token of this tab. It lies in `sessionStorage`: a phone may reload a page that was in the background, and the session
 * goes on then; another tab, or the same one closed and opened again, has to sign in for itself.
 */
export interface Session {
  token(): string | undefined;
  begin(token: string): void;
  end(): void;
}

export const sessionOf = (app: App): Session => {
  const place = `realname.${app}.token`;
  return {
    token: () => sessionStorage.getItem(place) ?? undefined,
    begin: (token) => sessionStorage.setItem(place, token),
    end: () => sessionStorage.removeItem(place),
  };
};
