import type { SurveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import type { SurveyCycleStatus } from '../../../domain/survey-cycle/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<SurveyCycleStatus, keyof SurveyCycleCommands>[];

const beforeManagement = [
  'preparing',
  'reviewing',
  'collecting',
  'analysing',
  'discussing',
  'agreeing',
  'deciding',
] as const;

const moves: Moves = [
  ['preparing', 'prepare', 'reviewing'],
  ['reviewing', 'return', 'preparing'],
  ['reviewing', 'review', 'collecting'],
  ['collecting', 'settle-opening', 'preparing'],
  ['collecting', 'close-collection', 'analysing'],
  ['collecting', 'window: collection', 'analysing'],
  ['analysing', 'report', 'reporting'],
  ['reporting', 'settle-report', 'discussing'],
  ['reporting', 'settle-report', 'analysing'],
  ['discussing', 'discuss', 'agreeing'],
  ['agreeing', 'agree-steps', 'deciding'],
  ['deciding', 'decide', 'asking-donors'],
  ['asking-donors', 'finish', 'finishing'],
  ['finishing', 'settle-report', 'acting'],
  ['finishing', 'settle-report', 'finished'],
  ['finishing', 'settle-report', 'asking-donors'],
  ['acting', 'act', 'finished'],
  ...beforeManagement.map((status): Moves[number] => [status, 'withdraw', 'withdrawn']),
];

export const surveyCycle: Drawing = {
  title: 'Survey cycle',
  about: 'Satisfaction asked after a programme, beneficiaries before donors.',
  begins: 'preparing',
  moves,
  windows: [
    ['collection', 'while answers are collected, if the policy says so', 'by the policy', 'the collection is closed'],
  ],
};
