/** Title and detail, as people are told them in one language. */
export type Text = readonly [title: string, detail: string];

export interface ProblemText {
  readonly zh: Text;
  readonly en: Text;
}

export interface FieldText {
  readonly zh: string;
  readonly en: string;
}
