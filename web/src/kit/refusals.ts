import { ApiProblem, ConnectionError, DeviceError, deviceErrorText, type ProblemCode } from '@realname/client';
import { reactive } from 'vue';
import { filled, language, textsOf } from './language.js';

const t = textsOf({
  busy: ['系统繁忙，请稍后再试。', 'The service is busy. Try again later.'],
  unreachable: ['网络连接异常，请稍后重试。', 'No connection. Try again later.'],
  triesLeft: ['还可尝试 {tries} 次。', '{tries} tries left.'],
  support: ['业务编号：{id}', 'Reference: {id}'],
});

export type RefusalCode = ProblemCode | DeviceError['code'] | 'unknown' | 'connection';

export const codeOf = (error: unknown): RefusalCode => {
  if (error instanceof ApiProblem || error instanceof DeviceError) return error.code;
  return error instanceof ConnectionError ? 'connection' : 'unknown';
};

/** What a person is told of an error: of a refused form, what is wrong with its fields. */
export const textOf = (error: unknown): string => {
  if (error instanceof ConnectionError) return t.unreachable;
  if (error instanceof DeviceError) return withTries(deviceErrorText(error.code, language), error.triesLeft);
  if (!(error instanceof ApiProblem)) return t.busy;
  const { detail, triesLeft } = error.body;
  const fields = fieldProblems(error).map(([, text]) => text);
  const text = fields.length > 0 ? fields.join(' ') : typeof detail === 'string' ? detail : t.busy;
  return withTries(
    error.status >= 500 && error.correlationId ? `${text} ${filled(t.support, { id: error.correlationId })}` : text,
    triesLeft,
  );
};

const withTries = (text: string, triesLeft: unknown): string =>
  typeof triesLeft === 'number' ? `${text}${filled(t.triesLeft, { tries: triesLeft })}` : text;

interface FieldProblem {
  readonly pointer: string;
  readonly detail: string;
}

/** The refused fields of a form: the first part of each pointer, and what to say there. */
export const fieldProblems = (error: unknown): readonly (readonly [field: string, text: string])[] => {
  if (!(error instanceof ApiProblem) || !Array.isArray(error.body.errors)) return [];
  return (error.body.errors as FieldProblem[]).map(({ pointer, detail }) => [pointer.split('/')[1] ?? '', detail]);
};

export interface Refusals<Field extends string> {
  /** What is wrong with each field. */
  at: Partial<Record<Field, string>>;
  /** What is wrong with the whole; empty when nothing is. */
  general: string;
  clear(): void;
  /** Shows an error where it belongs; whoever rejects it with no known reason hears of it on the console. */
  show(error: unknown): void;
}

/**
 * Where a screen shows refusals. Those of fields go to fields by their pointers.
 * @param fields that the screen has
 * @param places fields that other codes belong to
 */
export const useRefusals = <Field extends string>(
  fields: readonly Field[],
  places: Partial<Record<RefusalCode, Field>> = {},
): Refusals<Field> => {
  const refusals = reactive({
    at: {} as Partial<Record<Field, string>>,
    general: '',
    clear() {
      refusals.at = {};
      refusals.general = '';
    },
    show(error: unknown) {
      refusals.clear();
      const known = fieldProblems(error).filter(([field]) => (fields as readonly string[]).includes(field));
      for (const [field, text] of known) refusals.at[field as Field] ??= text;
      if (known.length > 0) return;
      const place = places[codeOf(error)];
      if (place) refusals.at[place] = textOf(error);
      else refusals.general = textOf(error);
      if (codeOf(error) === 'unknown') reportError(error);
    },
  }) as Refusals<Field>;
  return refusals;
};
