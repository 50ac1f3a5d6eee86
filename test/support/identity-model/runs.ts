import fc from 'fast-check';
import {
  beginActivation,
  bring,
  crash,
  finishActivation,
  raiseByOperator,
  register,
  replaySpentCode,
  type Step,
  settle,
  time,
  times,
} from './commands.js';
import { mobiles, persons, usernames } from './model.js';
import {
  cancel,
  changeMobile,
  changePassword,
  confirm,
  forgot,
  participate,
  raiseLevel,
  signIn,
  signInByFace,
  signOut,
} from './session-commands.js';

const person = fc.constantFrom(...persons);
const mobile = fc.constantFrom(...mobiles);
const username = fc.constantFrom(...usernames);
const password = fc.nat({ max: 2 });
const level = fc.constantFrom(1, 2, 3);
const mostlyRight = fc.constantFrom(true, true, true, false);
const by = fc.constantFrom('idNumber' as const, 'mobile' as const);
const face = fc.constantFrom('match' as const, 'match' as const, 'none' as const, 'mismatch' as const);

const one = (step: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> => step.map((each) => [each]);

/** Signed in, and then something that needs it. */
const signedIn = fc
  .tuple(person, by, mobile, password, mostlyRight, fc.boolean())
  .chain(([who, how, number, word, right, yes]) =>
    fc
      .constantFrom(
        [changePassword(who, word, right)],
        [confirm(who, right), changeMobile(who, number)],
        [changeMobile(who, number), changeMobile(who, (number + 1) % mobiles.length), replaySpentCode],
        [raiseLevel(who, right), participate(who, yes)],
        [participate(who, yes)],
        [signOut(who)],
        [cancel(who)],
        [cancel(who), register(who, number, word), replaySpentCode],
      )
      .map((then) => [settle(who, word), signIn(who, how, true), ...then]),
  );

/** Wrong passwords to the lock, then the right one, before and after its end. */
const lockedOut = fc.tuple(person, by, fc.constantFrom('six minutes', 'half an hour')).map(([who, how, long]) => {
  const wrong = signIn(who, how, false);
  return [
    settle(who, 0),
    wrong,
    wrong,
    wrong,
    wrong,
    wrong,
    signIn(who, how, true),
    time(long),
    signIn(who, how, true),
  ];
});

const activation = fc
  .tuple(person, mobile, username, password, level, fc.boolean(), face)
  .map(([who, number, name, word, rank, recorded, shown]) => [
    bring(who, recorded ? number : null, rank),
    beginActivation(who, number, shown),
    finishActivation(who, name, word),
  ]);

export const runs = (): fc.Arbitrary<readonly Step[]> =>
  fc.oneof(
    { weight: 8, arbitrary: one(fc.tuple(person, mobile, password).map((of) => register(...of))) },
    { weight: 1, arbitrary: one(fc.tuple(person, mobile, password).map((of) => register(...of, true))) },
    { weight: 8, arbitrary: activation },
    { weight: 20, arbitrary: signedIn },
    { weight: 3, arbitrary: lockedOut },
    { weight: 6, arbitrary: one(fc.tuple(person, by, mostlyRight).map((of) => signIn(...of))) },
    { weight: 4, arbitrary: one(fc.tuple(person, mostlyRight).map((of) => signInByFace(...of))) },
    { weight: 4, arbitrary: one(fc.tuple(person, password).map((of) => forgot(...of))) },
    { weight: 3, arbitrary: one(fc.tuple(person, fc.option(mobile), level).map((of) => bring(...of))) },
    { weight: 2, arbitrary: one(fc.tuple(person, mobile, face).map((of) => beginActivation(...of))) },
    { weight: 2, arbitrary: one(fc.tuple(person, username, password).map((of) => finishActivation(...of))) },
    { weight: 1, arbitrary: one(person.map(raiseByOperator)) },
    { weight: 2, arbitrary: one(fc.constant(replaySpentCode)) },
    { weight: 8, arbitrary: one(fc.constantFrom(...times).map(time)) },
    { weight: 1, arbitrary: one(fc.constant(crash)) },
  );
