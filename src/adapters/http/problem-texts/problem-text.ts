/** Title and detail, as people are told them in one language. */
export type Text = readonly [title: string, detail: string];

interface Texts {
  readonly zh: Text;
  readonly en: Text;
}

export interface ProblemText extends Texts {
  /** In place of these where the problem's member `rule` says which limit it was. */
  readonly byRule?: Readonly<Record<string, Texts>>;
}

export interface FieldText {
  readonly zh: string;
  readonly en: string;
}
