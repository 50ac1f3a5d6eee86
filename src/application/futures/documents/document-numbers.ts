import { createHmac, randomBytes } from 'node:crypto';

/** 128 random bits, which a form's fact keeps sealed (P1). */
export const newDocumentSeed = (): string => randomBytes(16).toString('hex');

/**
 * The number of one of the form's documents: who has seen one document does not know the other's. It stands in the
 * document's text, so that its digest tells nothing to whoever guesses the rest.
 */
export const documentNumber = (seed: string, documentId: string): string =>
  createHmac('sha256', seed).update(documentId).digest('hex').slice(0, 32);
