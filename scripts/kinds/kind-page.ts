/** The page of a kind of case, with its state diagram, made from the kind's own table of commands. Pure. */
import type { DrawnKind } from './drawn-kinds.ts';

export function kindPage(drawn: DrawnKind): string {
  const { title, about, kind, windows } = drawn;
  const inner = kind.innerCommands.map((name) => `\`${name}\``).join(', ');
  return `${[
    `# ${title}`,
    '<!-- Written by `npm run docs:kinds`. Do not edit it by hand. -->',
    about,
    ['```mermaid', ...diagram(drawn), '```'].join('\n'),
    '## What may be done',
    'This is the table of commands, before the policy’s switches, the rights and the obstacles of the moment. Every status also takes `repin`.',
    commandTable(drawn),
    inner === ''
      ? 'No other case gives it a command.'
      : `Only other cases, or the case itself, give these commands: ${inner}.`,
    '## What happens by itself',
    'Clocks breach and escalate in every status, and move nothing. A window is the time in which somebody may act.',
    windows.length === 0 ? 'It has no windows: only its clocks run out.' : windowTable(drawn),
  ].join('\n\n')}\n`;
}

/** Mermaid takes no hyphen in the name of a state. */
const state = (status: string): string => status.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function diagram({ kind, moves, begins, isFinal }: DrawnKind): string[] {
  const statuses = Object.keys(kind.commands);
  const arrows = new Map<string, string[]>();
  for (const [from, by, to] of moves) {
    const arrow = `${state(from)} --> ${state(to)}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), by.replace(': ', ' ')]);
  }
  return [
    'stateDiagram-v2',
    ...statuses.filter((status) => status.includes('-')).map((status) => `    state "${status}" as ${state(status)}`),
    `    [*] --> ${state(begins)}`,
    ...[...arrows].map(([arrow, by]) => `    ${arrow}: ${by.join(', ')}`),
    ...statuses.filter(isFinal).map((status) => `    ${state(status)} --> [*]`),
  ];
}

function commandTable({ kind, moves }: DrawnKind): string {
  const rows = Object.entries(kind.commands).map(([status, commands]) => {
    const leads = commands.filter((name) => moves.some(([from, by]) => from === status && by === name));
    const stays = commands.filter((name) => !leads.includes(name));
    return `| ${status} | ${codes(leads)} | ${codes(stays)} |`;
  });
  return ['| status | moves it | leaves the status |', '| --- | --- | --- |', ...rows].join('\n');
}

const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–';

function windowTable({ windows }: DrawnKind): string {
  const rows = windows.map(([id, open, ends, then]) => `| \`${id}\` | ${open} | ${ends} | ${then} |`);
  return ['| window | open | ends | if nobody acts |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
