import { describe, expect, it } from '@jest/globals';
import { plus } from '../../src/domain/shared/instant.js';
import {
  usablePass,
  type VideoVerificationCommand,
  videoVerification,
} from '../../src/domain/video-verification/decider.js';
import type { VideoVerificationEvent } from '../../src/domain/video-verification/events.js';
import type { Ticket } from '../../src/domain/video-verification/state.js';
import { given } from '../support/decider-spec.js';
import {
  agent,
  callStarted,
  customerId,
  device,
  inCall,
  later,
  otherDevice,
  passed,
  passedFact,
  passUsed,
  t0,
  ticketRequested,
} from './histories.js';

const ticket = (...facts: readonly VideoVerificationEvent[]) => given(videoVerification, ...facts);
const stateOf = (...facts: readonly VideoVerificationEvent[]) =>
  facts.reduce(videoVerification.evolve, videoVerification.initialState) as Ticket;

const join = { type: 'JoinQueue', customerId, companyCode: '0038', branchCode: '001', device, at: t0 } as const;
const start = (by = agent, at = later(10)) => ({ type: 'StartCall', agent: by, at }) as const;
type Verdict = Extract<VideoVerificationCommand, { type: 'GiveVerdict' }>;
const verdict = (outcome: Verdict['outcome'], at = later(20), agentId = agent.id): Verdict => ({
  type: 'GiveVerdict',
  agentId,
  outcome,
  reason: outcome === 'rejected' ? '光线过暗' : null,
  recordingReference: 'recordings/1',
  demands: { recording: 'required', minimumSeconds: 600, customerPresent: true },
  customerPresent: true,
  at,
});
const end = (by: 'customer' | 'otherDevice' | 'timeout') => ({ type: 'EndTicket', by, at: later(20) }) as const;
const ended = (by: 'customer' | 'otherDevice' | 'timeout') =>
  ({ type: 'VideoVerificationEnded', data: { by, endedAt: later(20) } }) as const;
const interrupted = { type: 'VideoCallInterrupted', data: { by: 'agent', interruptedAt: later(20) } } as const;
const rejected: VideoVerificationEvent = {
  type: 'VideoVerificationRejected',
  data: { agent, reason: '光线过暗', recordingReference: 'recordings/1', rejectedAt: later(20) },
};
const usePass = (at = later(25), on = device) =>
  ({ type: 'UsePass', device: on, certificateId: 'certificate-1', keySha256: 'key 1', at }) as const;

describe('video verification: a customer who is shut out', () => {
  const voiding = { type: 'VoidTicket', at: later(25) } as const;
  const voided: VideoVerificationEvent = { type: 'VerificationPassVoided', data: { voidedAt: later(25) } };
  it('F4 has no place in the queue and no call', () => {
    const left: VideoVerificationEvent = {
      type: 'VideoVerificationEnded',
      data: { by: 'customer', endedAt: later(25) },
    };
    for (const facts of [[ticketRequested], inCall])
      ticket(...facts)
        .when(voiding)
        .then(left);
  });
  it('F4, F27 has a pass that opens nothing any more, and keeps what came of one', () => {
    ticket(...passed)
      .when(voiding)
      .then(voided);
    ticket(...passed, voided)
      .when(usePass(later(26)))
      .thenRefused('verification.required');
    expect(usablePass(stateOf(...passed, voided), device, later(26))).toBe(false);
    for (const facts of [
      [...passed, voided],
      [...passed, passUsed],
      [...inCall, rejected],
    ])
      ticket(...facts)
        .when(voiding)
        .thenNothing();
  });
});

describe('video verification: the queue', () => {
  it('F24 a customer joins once', () => {
    ticket().when(join).then(ticketRequested);
    ticket(ticketRequested).when(join).thenNothing();
    expect(stateOf(ticketRequested)).toMatchObject({ status: 'waiting', interruptions: 0, agent: null });
  });
  it.each(['customer', 'otherDevice', 'timeout'] as const)('F26 a ticket ends by the %s, once', (by) => {
    for (const facts of [[ticketRequested], inCall])
      ticket(...facts)
        .when(end(by))
        .then(ended(by));
    for (const facts of [[ticketRequested, ended('customer')], passed, [...inCall, rejected]])
      ticket(...facts)
        .when(end(by))
        .thenNothing();
    expect(stateOf(ticketRequested, ended(by))).toMatchObject({
      status: by === 'timeout' ? 'expired' : 'left',
      endedBy: by,
    });
  });
});

describe('video verification: the call', () => {
  it('F26 an agent takes the waiting ticket, once', () => {
    ticket(ticketRequested).when(start()).then(callStarted);
    ticket(...inCall)
      .when(start())
      .thenNothing();
  });
  it('F26 a ticket that another agent took, or that is over, cannot be taken', () => {
    const other = { ...agent, id: 'agent-2' };
    ticket(...inCall)
      .when(start(other))
      .thenRefused('verification.not-in-call', { kind: 'conflict' });
    for (const facts of [passed, [...inCall, rejected], [ticketRequested, ended('customer')]])
      ticket(...facts)
        .when(start())
        .thenRefused('verification.not-in-call');
  });
  it('F26 the agent passes', () =>
    ticket(...inCall)
      .when(verdict('passed'))
      .then(passedFact));
  it.each([null, '', ' '])('F26 no pass without the recording that the company demands: %p', (recordingReference) => {
    const without = { ...verdict('passed'), recordingReference };
    ticket(...inCall)
      .when(without)
      .thenRefused('verification.recording-required');
    const optional = {
      ...without,
      demands: { recording: 'optional', minimumSeconds: 0, customerPresent: false },
    } as const;
    expect(videoVerification.decide(optional, stateOf(...inCall))).toHaveLength(1);
  });

  it('F26 no pass without the customer, where the company demands their presence', () => {
    const alone = { ...verdict('passed'), customerPresent: false };
    const call = ticket(...inCall);
    call.when(alone).thenRefused('verification.customer-absent');
    call.when({ ...alone, demands: { ...alone.demands, customerPresent: false } }).then(passedFact);
    call.when({ ...verdict('rejected'), customerPresent: false }).then(rejected);
  });
  it('F26 no pass before the time that the company demands', () => {
    const early = { ...verdict('passed'), at: plus(later(20), -1) };
    ticket(...inCall)
      .when(early)
      .thenRefused('verification.too-short');
    expect(videoVerification.decide({ ...early, outcome: 'interrupted' }, stateOf(...inCall))).toHaveLength(1);
  });

  it('F26 the agent rejects with a reason', () => {
    ticket(...inCall)
      .when(verdict('rejected'))
      .then(rejected);
    expect(stateOf(...inCall, rejected)).toMatchObject({ status: 'rejected', reason: '光线过暗', endedBy: 'agent' });
  });
  it('F26 an interrupted call waits again without an agent, and counts how often', () => {
    ticket(...inCall)
      .when(verdict('interrupted'))
      .then(interrupted);
    const once = [...inCall, interrupted];
    expect(stateOf(...once)).toMatchObject({ status: 'waiting', agent: null, callStartedAt: null, interruptions: 1 });
    ticket(...once)
      .when(start(agent, later(21)))
      .then({ type: 'VideoCallStarted', data: { agent, startedAt: later(21) } });
    expect(stateOf(...once, callStarted, interrupted)).toMatchObject({ interruptions: 2 });
  });
  it.each(['passed', 'rejected', 'interrupted'] as const)('F26 nobody but its agent says %s', (outcome) => {
    const stranger = verdict(outcome, later(20), 'agent-2');
    ticket(...inCall)
      .when(stranger)
      .thenRefused('verification.not-found', { kind: 'not-found' });
    ticket(...passed)
      .when(stranger)
      .thenRefused('verification.not-found');
  });
  it.each(['passed', 'rejected', 'interrupted'] as const)('F26 %s out of turn is refused', (outcome) => {
    for (const facts of [
      [ticketRequested],
      [...inCall, interrupted],
      passed,
      [...inCall, rejected],
      [...inCall, ended('customer')],
    ])
      ticket(...facts)
        .when(verdict(outcome))
        .thenRefused('verification.not-in-call', { kind: 'conflict' });
  });

  it('F26 no verdict within 30 minutes counts as interrupted', () => {
    const timeout = (at: string) => ({ type: 'TimeOutCall', at }) as const;
    ticket(...inCall)
      .when(timeout(plus(later(40), -1)))
      .thenNothing();
    ticket(...inCall)
      .when(timeout(later(40)))
      .then({ type: 'VideoCallInterrupted', data: { by: 'timeout', interruptedAt: later(40) } });
    ticket(...inCall, interrupted)
      .when(timeout(later(40)))
      .thenNothing();
    ticket(...passed)
      .when(timeout(later(60)))
      .thenNothing();
  });
  it('F26 a verdict after 30 minutes is too late, even before the timer said so', () => {
    for (const outcome of ['passed', 'rejected'] as const)
      ticket(...inCall)
        .when(verdict(outcome, later(40)))
        .thenRefused('verification.not-in-call');
    ticket(...inCall)
      .when(verdict('passed', plus(later(40), -1)))
      .then({ ...passedFact, data: { ...passedFact.data, passedAt: plus(later(40), -1) } } as VideoVerificationEvent);
    ticket(...inCall)
      .when(verdict('interrupted', later(40)))
      .then({ ...interrupted, data: { ...interrupted.data, interruptedAt: later(40) } });
  });
});

describe('video verification: the pass', () => {
  it('F27 opens the way to one certificate, until 30 minutes later', () => {
    ticket(...passed)
      .when(usePass())
      .then(passUsed);
    ticket(...passed)
      .when(usePass(later(50)))
      .then({ ...passUsed, data: { ...passUsed.data, usedAt: later(50) } } as VideoVerificationEvent);
    ticket(...passed)
      .when(usePass(plus(later(50), 1)))
      .thenRefused('verification.expired', { kind: 'rule' });
  });
  it('F27 once only: for one key, which may come again while the pass would last', () => {
    const used = ticket(...passed, passUsed);
    used.when(usePass(later(50))).thenNothing();
    for (const command of [
      { ...usePass(), keySha256: 'key 2' },
      usePass(later(26), otherDevice),
      usePass(plus(later(50), 1)),
    ])
      used.when(command).thenRefused('verification.used', { kind: 'conflict' });
  });
  it('F27 only on the device that took the call', () =>
    ticket(...passed)
      .when(usePass(later(25), otherDevice))
      .thenRefused('verification.other-device', { kind: 'rule' }));
  it('F27 only after a pass', () => {
    for (const facts of [[ticketRequested], inCall, [...inCall, rejected], [ticketRequested, ended('timeout')]])
      ticket(...facts)
        .when(usePass())
        .thenRefused('verification.required', { kind: 'rule' });
  });
  it('F27 says beforehand whether it may be used', () => {
    expect(usablePass(stateOf(...passed), device, later(50))).toBe(true);
    expect(usablePass(stateOf(...passed), device, plus(later(50), 1))).toBe(false);
    expect(usablePass(stateOf(...passed), otherDevice, later(25))).toBe(false);
    expect(usablePass(stateOf(...passed, passUsed), device, later(25))).toBe(false);
    expect(usablePass(stateOf(...inCall), device, later(25))).toBe(false);
  });
});

describe('video verification: a claim without its owner', () => {
  const abandon = { type: 'AbandonTicket', at: t0 } as const;
  const abandoned = { type: 'VideoVerificationAbandoned', data: { at: t0 } } as const;
  it('F24 bars the stream of a ticket that never came to be, once', () => {
    ticket().when(abandon).then(abandoned);
    ticket(abandoned).when(abandon).thenNothing();
    ticket(ticketRequested).when(abandon).thenNothing();
    ticket(abandoned).when(join).thenRefused('revision.conflict', { kind: 'conflict' });
  });
  it.each<VideoVerificationCommand>([
    start(),
    verdict('passed'),
    end('customer'),
    usePass(),
    { type: 'TimeOutCall', at: t0 },
  ])('F24 there is no ticket to act upon: $type', (command) => {
    for (const facts of [[], [abandoned]])
      ticket(...facts)
        .when(command)
        .thenRefused('verification.not-found');
  });
});
