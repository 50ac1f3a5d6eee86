export interface Dressed {
  readonly html: string;
  readonly style: string;
}

const styles = /<style>([\s\S]*?)<\/style>/g;

/**
 * An agreement for a frame of this page. The page's policy holds in the frame, too, and allows no `<style>`: its text is
 * given to the frame as a style sheet object. The words are the document's own; what is signed is the bytes that they came from.
 */
export const dressed = (text: string): Dressed => ({
  html: text.replace(styles, '').replace(/<meta http-equiv[^>]*>/g, ''),
  style: [...text.matchAll(styles)].map(([, style]) => style).join('\n'),
});
