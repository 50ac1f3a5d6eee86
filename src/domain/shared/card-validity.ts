import { addYears, type PlainDate } from './shanghai-calendar.js';

/** Of a resident ID card; both dates belong to it. Long-term cards end on 2099-12-31 (V2.1). */
export interface CardValidity {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

export const longTermEnd: PlainDate = '2099-12-31';
/** The terms of a card in years; the fourth is long-term. */
export const cardTerms = [5, 10, 20] as const;

export const isLongTerm = ({ end }: CardValidity): boolean => end === longTermEnd;

/** V2.2, of a card on file: the end date itself is still valid. */
export const isExpired = ({ end }: CardValidity, today: PlainDate): boolean => end < today;

/** V2.2, of dates that somebody fills in: a card that ends today is no new one any more. */
export const isOver = ({ end }: Pick<CardValidity, 'end'>, today: PlainDate): boolean => end <= today;

/** The ends that agree with a term: a start on 29 February has two where the last year has none (V2.4). */
export const endsOfTerm = (start: PlainDate, years: number): readonly [PlainDate, ...PlainDate[]] => {
  const end = addYears(start, years);
  return end.slice(4) === start.slice(4) ? [end] : [end, `${end.slice(0, 4)}-03-01`];
};

/** V2.3: legal, but worth a warning. */
export const hasUnusualSpan = (validity: CardValidity): boolean =>
  !isLongTerm(validity) && !cardTerms.some((years) => endsOfTerm(validity.start, years).includes(validity.end));
