import sharp from 'sharp';
import type { PhotoKind } from '../../../domain/shared/profile.js';

const card = (background: string, marks: string) =>
  `<rect width="100%" height="100%" rx="24" fill="${background}"/>${marks}`;

/** A card's two sides and a signature, told apart at a glance; without letters, since a host may have no fonts. */
const drawings: Readonly<Record<PhotoKind, (tint: string) => string>> = {
  idFront: (tint) =>
    card(
      '#dfe8f1',
      `<circle cx="490" cy="150" r="70" fill="${tint}"/><rect x="400" y="235" width="180" height="110" rx="50" fill="${tint}"/>
       <g fill="#7b8894">${[70, 130, 190, 250].map((y) => `<rect x="50" y="${y}" width="280" height="26"/>`).join('')}
       <rect x="50" y="330" width="320" height="30"/></g>`,
    ),
  idBack: (tint) =>
    card(
      '#efe6dc',
      `<circle cx="110" cy="110" r="66" fill="#c23b33"/><g fill="${tint}"><rect x="210" y="80" width="340" height="60"/>
       <rect x="120" y="270" width="380" height="26"/><rect x="120" y="320" width="320" height="26"/></g>`,
    ),
  signature: (tint) =>
    `<rect width="100%" height="100%" fill="#fff"/>
     <path d="M60 260 C140 40 190 380 270 190 S390 90 420 250 540 330 590 130" fill="none" stroke="${tint}" stroke-width="12"/>`,
};

/** A photo of a kind that nobody else has. @param seed tells people apart */
export const picture = (kind: PhotoKind, seed: number): Promise<Buffer> => {
  const tint = `hsl(${(seed * 67) % 360} 35% 40%)`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="404">${drawings[kind](tint)}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
};
