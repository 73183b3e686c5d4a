/**
 * Who may what, read from the packs by themselves and not by the code that decides. Each operation that needs a member of
 * staff has its rule here, by its address (cases) or by its name (everything else). One without a rule fails the test.
 */
import type { Route } from '../../../api/http/route.ts';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import { detailOf } from '../../../domain/details.ts';
import { type CaseKind, caseKinds } from '../../../domain/kinds.ts';
import { stepsTaking } from '../../../domain/procedure/takers.ts';
import { rightsOf } from '../../../packs/rights/rights.ts';
import type { Pack } from '../../../packs/schema.ts';

/** What a request comes to before anything of it is done: let in, refused by the role, or told that nothing is there. */
export type Verdict = 'in' | 403 | 404;

/** Somebody of one role, who owns nothing and had no part in anything. */
export interface Somebody {
  role: string;
  /** In every group and department, or in none. */
  isInside: boolean;
}

type Rule = (pack: Pack, role: string) => boolean;

const everybody: Rule = () => true;
const standing =
  (...names: string[]): Rule =>
  ({ roles }, role) =>
    names.includes(roles[role]?.as ?? role);
const registryReaders: Rule = ({ registry }, role) => registry.readers.roles.includes(role);
const opens =
  (kind: CaseKind): Rule =>
  (pack, role) =>
    rightsOf(pack, kind)[role]?.commands.open !== undefined;
const gives =
  (command: string): Rule =>
  (pack, role) =>
    rightsOf(pack)[role]?.commands[command] !== undefined;
const readsAllLeads: Rule = (pack, role) => !pack.kinds.lead || rightsOf(pack, 'lead')[role]?.read === 'all';
const managesLeads: Rule = ({ kinds }, role) => !kinds.lead || kinds.lead.steps.manage.roles.includes(role);
const audits: Rule = (pack, role) => rightsOf(pack)[role]?.audit === true;
const isIndependent: Rule = ({ independentRole }, role) => independentRole.role === role;
const anyOf =
  (...rules: Rule[]): Rule =>
  (pack, role) =>
    rules.some((rule) => rule(pack, role));

const register: Rule = (pack, role) => {
  const { read, words } = rightsOf(pack)[role] ?? {};
  return pack.kinds.complaint.register?.readers?.includes(role) ?? (read === 'all' && words === 'all');
};

const takesCalls: Rule = (pack, role) =>
  registryReaders(pack, role) && rightsOf(pack)[role]?.commands['log-contact'] !== undefined;

const decidesOnRecords: Rule = ({ kinds }, role) => kinds.recordChange.steps.approve.roles.includes(role);
const preparesRecords: Rule = ({ kinds }, role) => kinds.recordChange.steps.prepare.roles.includes(role);

/** The rules of what is no case, with the operations under each. */
const rules: [Rule, string][] = [
  [
    everybody,
    'getOwnWeek getSession signOut listSessions endSessions endSession offerSecondFactor enrolSecondFactor getPolicy listPolicyChanges listCalendars previewDeadline listStaff listWork listChanges',
  ],
  [everybody, caseKinds.map((kind) => `list${kind.replace(/^./, (letter) => letter.toUpperCase())}s`).join(' ')],
  [everybody, 'listCases listKnowledge getKnowledge'],
  [standing('agent', 'supervisor', 'quality', 'manager'), 'proposeKnowledge'],
  [standing('supervisor', 'quality', 'manager'), 'approveKnowledge declineKnowledge retireKnowledge'],
  // What each of these asks of two people is tried one by one: `test/api/organisation/life-cycle.ts`, `absence-rights.ts`.
  [everybody, 'enterAbsence confirmAbsence correctAbsence endAbsence cancelAbsence inviteStaff changePlace switchOff'],
  [everybody, 'switchOn confirmPlace refusePlace leaveStaff resetPassword endSessionsOf proposeSecondFactorReset'],
  [everybody, 'confirmSecondFactorReset proposeService confirmService makeServiceKey'],
  [registryReaders, 'searchCustomers getCustomer getCustomerVersions listCustomerComplaints getCustomerFields'],
  [takesCalls, 'lookUpCaller'],
  [({ kinds }, role) => kinds.complaint.letters?.roles.includes(role) ?? false, 'listLettersToPrint'],
  [registryReaders, 'listCustomerStatistics saveCustomerStatistics getCustomerStatistics'],
  [registryReaders, 'listDonorContacts listProgrammes getProgramme listContributions totalContributions'],
  [standing('manager'), 'addProgramme changeProgramme recordContribution importContributions publishCalendar'],
  [opens('complaint'), 'openComplaint'],
  [gives('assign'), 'assignComplaints'],
  [everybody, 'getBulkRun'],
  [
    gives('join-incident'),
    'declareIncident listIncidents getIncident joinComplaintsToIncident tellOfIncident answerIncident approveAnswerOfIncident sendAnswerOfIncident',
  ],
  [opens('recordChange'), 'prepareRecordChange startImport getImport'],
  [(pack, role) => !pack.kinds.surveyCycle || opens('surveyCycle')(pack, role), 'startSurveyCycle'],
  [(pack, role) => !pack.kinds.lead || opens('lead')(pack, role), 'openLead'],
  [(pack, role) => !pack.kinds.procedure || opens('procedure')(pack, role), 'startProcedure'],
  // Of a register that no policy has, those are let in who read the words of every procedure.
  [(pack, role) => rightsOf(pack, 'procedure', 'x')[role]?.words === 'all', 'readProcedureRegister'],
  [readsAllLeads, 'leadPipeline leadWeeklyReport listLeadRounds'],
  [managesLeads, 'reviewLeads openLeadRound'],
  [
    ({ registry }, role) => registry.interests?.readers.includes(role) ?? false,
    'listDonorInterests recordInterestsDiscussion',
  ],
  [anyOf(preparesRecords, decidesOnRecords), 'listErasures askErasure'],
  [
    decidesOnRecords,
    'approveErasure rejectErasure listLegalHolds actOnLegalHold getOwnData previewRetention listRetentionActs',
  ],
  [register, 'exportRegister'],
  [
    audits,
    'auditAccesses auditBreaches auditApprovals auditRefusals auditLateness auditSample getCheckpoint inclusionProof consistencyProof',
  ],
  [anyOf(isIndependent, audits), 'listStaffChanges reviewStaffChange'],
  [
    anyOf(isIndependent, audits, standing('manager')),
    'listStaffFacts listServices listPolicyVersions getPolicyVersion',
  ],
  [anyOf(isIndependent, audits, standing('manager', 'supervisor')), 'listHoldings'],
  [standing('manager', 'supervisor'), 'handOverAll'],
  [standing('manager'), 'proposeMovingIn'],
  [standing('manager', 'supervisor'), 'listMovingsIn getMovingIn getMovingInResult approveMovingIn declineMovingIn'],
  // Of a report that no procedure has frozen. Who reads the procedure reads what it froze: `organisation/procedures.ts`.
  [
    standing('manager', 'quality', 'auditor'),
    'listSentReports listReports getReport makeReport checkReport listReportCases getManagerDesk',
  ],
  [
    standing('manager', 'quality', 'auditor'),
    'listQuestionnaires getQuestionnaire listSurveys getSurvey getSurveyQrCode',
  ],
  [standing('manager', 'quality', 'auditor'), 'countSurveyInvitations surveyReport'],
  [standing('manager', 'quality'), 'makeQuestionnaire reviseQuestionnaire inviteToSurvey sendSurveyInvitations'],
  [standing('manager', 'quality'), 'listSurveyPeople settlePaperForm'],
  [standing('agent', 'supervisor', 'quality', 'manager'), 'typePaperForms listPaperForms'],
];

const ruleOf = new Map(rules.flatMap(([rule, names]) => names.split(' ').map((name) => [name, rule] as const)));

/** Operations on no case that have a rule. */
export const operationsWithRule = [...ruleOf.keys()];

/** @param found the case in the address, if the operation is of one */
export function verdictOf(route: Route, pack: Pack, somebody: Somebody, found?: CaseDocument): Verdict {
  if (route.ofCase) return found ? ofCase(route, pack, somebody, found) : 404;
  const rule = ruleOf.get(route.operationId);
  if (!rule) throw new Error(`${route.operationId} has no rule`);
  return rule(pack, somebody.role) ? 'in' : 403;
}

function ofCase(route: Route, pack: Pack, { role, isInside }: Somebody, found: CaseDocument): Verdict {
  const rights = rightsOf(pack, found.view.kind, found.view.category)[role];
  const reaches = { none: false, group: isInside, department: isInside, all: true };
  if (!rights || !reaches[rights.read]) return 404;
  if (route.path.endsWith('/proof')) return rights.proofs === true ? 'in' : 403;
  if (/\/replays?(\/|$)/.test(route.path)) return rights.replay === true ? 'in' : 403;
  if (route.path.endsWith('/audit')) return rights.audit ? 'in' : 403;
  const [, named] = /\{number\}\/([\w-]+)$/.exec(route.path) ?? [];
  // Who may answer sees how the answer would look.
  const command = named === 'reply-preview' ? 'answer' : named;
  if (route.method === 'get' || command === 'seen') return 'in';
  const reach = rights.commands[command ?? ''];
  const isFree = found.view.owner === null;
  const isHandedOver = found.view.detail.handOver !== undefined && found.view.detail.handOver !== null;
  const passes = {
    ...{ yes: true, self: true, owner: false, delegate: false },
    ...{ unowned: isFree, 'self-unowned': isFree, receiver: !isHandedOver },
  };
  return reach && passes[reach] && takesStep(found, command, role) ? 'in' : 403;
}

/** Of a procedure, those are let in who take one of the steps that wait for a command, and all if none waits. */
function takesStep({ view }: CaseDocument, command: string | undefined, role: string): boolean {
  if (view.kind !== 'procedure' || command === undefined || command === 'excuse') return true;
  const waiting = stepsTaking(detailOf(view, 'procedure'), command);
  return waiting.length === 0 || waiting.some(({ roles }) => roles.includes(role));
}
