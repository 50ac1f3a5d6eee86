/** One kind per request (F15); each is the edit icon of one group of the profile (F8). */
export const changeKinds = ['identityValidity', 'contactPhone', 'otherInformation'] as const;
export type ChangeKind = (typeof changeKinds)[number];
