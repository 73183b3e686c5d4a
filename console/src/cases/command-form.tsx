import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formOf } from '../api/forms';
import { type CaseView, caseQuery, policyQuery, staffQuery } from '../api/queries';
import { useLanguage, useSay } from '../app/language';
import { notify } from '../app/notify';
import { OperationForm } from '../forms/operation-form';
import { commandName } from '../words/command-name';
import { digestToApprove } from './digest-to-approve';

interface Props {
  organisation: string;
  view: CaseView;
  command: string;
  onDone(): void;
}

/** The form of a command of a case. */
export function CommandForm({ organisation, view, command, onDone }: Props) {
  const say = useSay();
  const { language } = useLanguage();
  const queryClient = useQueryClient();
  const { number, kind } = view;
  const { data: policy } = useQuery(policyQuery(organisation));
  const { data: staff = [] } = useQuery(staffQuery(organisation));
  const label = commandName(command, language);
  const lookAgain = () => void queryClient.invalidateQueries({ queryKey: caseQuery(organisation, number).queryKey });
  const done = async (answer: unknown) => {
    await queryClient.cancelQueries({ queryKey: caseQuery(organisation, number).queryKey });
    if ((answer as CaseView | undefined)?.number === number) {
      queryClient.setQueryData(caseQuery(organisation, number).queryKey, answer as CaseView);
    } else lookAgain();
    void queryClient.invalidateQueries({ queryKey: ['work'] });
    void queryClient.invalidateQueries({ queryKey: ['words', organisation, number] });
    notify(say('done', { what: label }), true);
    onDone();
  };
  return (
    <OperationForm
      name={[kind, command]}
      find={() => formOf(kind, command)}
      ids={{ organisation, number }}
      draft={`${number} ${command}`}
      context={{ policy, staff, view, command }}
      label={label}
      digestOf={(value) => digestToApprove(view, value)}
      onDone={(answer) => void done(answer)}
      onConflict={lookAgain}
      onCancel={onDone}
    />
  );
}
