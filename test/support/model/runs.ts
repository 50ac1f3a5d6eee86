import fc from 'fast-check';
import type { ChangeKind } from '../../../demo/changes.js';
import {
  approval,
  bring,
  cancel,
  consent,
  crash,
  fill,
  open,
  photos,
  refresh,
  rejection,
  type Step,
  sign,
  submission,
  time,
  times,
} from './commands.js';
import { kinds } from './model.js';
import type { Who } from './queue.js';
import { install, join, leave, nextCall, revoke, verdict } from './video-commands.js';

const value = fc.nat({ max: 2 });
const said = fc.record({ contactPhone: value, identityValidity: value, otherInformation: value });

/**
 * Steps in random order, mostly of one kind; those that lead to a submission come along as a run, so that what lies
 * behind it is reached often.
 */
export const runs = ({ focus }: { readonly focus: ChangeKind }): fc.Arbitrary<readonly Step[]> => {
  const kind = fc.oneof(
    { weight: 5, arbitrary: fc.constant(focus) },
    { weight: 1, arbitrary: fc.constantFrom(...kinds) },
  );
  const oneOf = (...steps: readonly ((kind: ChangeKind) => Step)[]) =>
    fc.constantFrom(...steps).chain((of) => kind.map((k) => [of(k)]));
  const toSubmission = fc.tuple(kind, value).map(([k, v]) => [open(k), photos(k), fill(k, v), sign(k), submission(k)]);
  const others = fc.constantFrom<Who>('me', 'first', 'second', 'second');
  const videos = [nextCall, nextCall, verdict('passed'), verdict('rejected'), verdict('interrupted'), install, revoke];
  const outcome = fc.constantFrom(
    'passed' as const,
    'rejected' as const,
    'interrupted' as const,
    'interrupted' as const,
  );
  /** All three wait; two calls, of which the first comes back perhaps. */
  const inQueue = fc
    .tuple(fc.shuffledSubarray(['me', 'first', 'second'] as const, { minLength: 3 }), outcome, outcome)
    .map(([order, one, other]) => [...order.map(join), nextCall, verdict(one), nextCall, verdict(other)]);
  const choices = [
    { weight: 20, arbitrary: toSubmission },
    { weight: 24, arbitrary: oneOf(approval, approval, rejection) },
    { weight: 20, arbitrary: fc.tuple(said, fc.boolean()).map(([s, old]) => [bring(s, old)]) },
    { weight: 16, arbitrary: oneOf(refresh) },
    { weight: 12, arbitrary: fc.tuple(kind, value).map(([k, v]) => [fill(k, v)]) },
    { weight: 16, arbitrary: oneOf(open, photos, sign, consent, submission, cancel) },
    { weight: 10, arbitrary: others.map((who) => [join(who)]) },
    { weight: 4, arbitrary: others.map((who) => [leave(who)]) },
    { weight: 16, arbitrary: fc.constantFrom(...videos).map((command) => [command]) },
    {
      weight: 6,
      arbitrary: fc.constant([join('me'), nextCall, verdict('passed'), nextCall, verdict('passed'), install]),
    },
    { weight: 6, arbitrary: inQueue },
    { weight: 10, arbitrary: fc.constantFrom(...times).map((name) => [time(name)]) },
    { weight: 1, arbitrary: fc.constant([crash]) },
  ];
  return fc.oneof(...choices);
};

/** A company, and the kind that most is about. */
export const start = fc.record({
  code: fc.constantFrom('0038', '0039', '0039'),
  focus: fc.constantFrom(...kinds),
});
