/** Controls, marks of direction, zero-width characters, fillers that look like spaces. */
const shapeless = String.raw`\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb\u{1d159}`;
/** Stand for what was lost. */
const lost = String.raw`\ufffc\ufffd`;
/** The joiners and selectors of an emoji are part of it, and it is found whole before any of them. */
const emojiOrUnseen = new RegExp(String.raw`\p{RGI_Emoji}|(?<unseen>[${shapeless}${lost}])`, 'gv');
const nothing = new RegExp(String.raw`^[\s\p{Cf}${shapeless}]*$`, 'v');

/** Whether a text shows nothing: as good as not filled in. */
export const isBlank = (text: string): boolean => nothing.test(text);

/** The text with something else, or nothing, in place of each character of it that nobody sees or that was lost. */
export const replaceUnseen = (text: string, replace: (character: string) => string): string =>
  text.replace(emojiOrUnseen, (found, character?: string) => (character === undefined ? found : replace(character)));

/** Whether people see all of it, and nothing of it was lost: what differs then looks different. */
export const isVisible = (text: string): boolean => replaceUnseen(text, () => '') === text;
