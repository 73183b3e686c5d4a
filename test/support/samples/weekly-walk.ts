/** A duty that nobody has coded: each week, in three steps, with a decision whose items are followed. */
export const weeklyWalk = `amends: 1
version: 2
kinds:
  procedure:
    weekly-walk:
      source: ours
      title: { ar: "جولة أسبوعية", en: "Weekly walk" }
      group: care
      trigger: { calendar: { every: week, on: { workingDay: 1 }, about: previous } }
      withdraw: { source: ours, roles: [manager] }
      steps:
        walk: { source: ours, title: { ar: "الجولة", en: "Walk" }, do: carry-out, roles: [agent], due: { workingDays: 1 }, ladder: survey-step, findings: { broken: { source: ours, title: { ar: "عطل", en: "Broken" } } } }
        report: { source: ours, title: { ar: "التقرير", en: "Report" }, do: prepare, report: weekly-tickets, roles: [supervisor], due: { workingDays: 2 }, ladder: survey-step }
        decision: { source: ours, title: { ar: "القرار", en: "Decision" }, do: decide, roles: [manager], due: { workingDays: 2 }, ladder: survey-step }
templates:
  report-made:
    ar: { subject: "{category} {number}", email: "{category} {number}" }
    en: { subject: "{category} {number}", email: "{category} {number}" }
  procedure-step:
    ar: { subject: "{category} {number}", email: "{category} {number}" }
    en: { subject: "{category} {number}", email: "{category} {number}" }
`;
