import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { Schema } from '../api/forms';
import type { CategoryField } from '../api/queries';
import { useLanguage, usePick, useSay } from '../app/language';
import type { Choice, FormContext } from './context';
import { asInstant, asLocalInput } from './values';

export interface FieldProps {
  name: string;
  label: string;
  schema: Schema;
  isRequired: boolean;
  value: unknown;
  onChange(value: unknown): void;
  context: FormContext;
  faults: Record<string, string>;
  place: string;
}

/** What every input shows. The API's own description is in English, as its documentation is. */
export function useCommon({ label, schema, isRequired, faults, place }: FieldProps) {
  const { language } = useLanguage();
  const description = language === 'en' ? schema.description : undefined;
  return { label, description, withAsterisk: isRequired, error: faults[place] };
}

export function TextField(props: FieldProps) {
  const common = useCommon(props);
  const { schema, value, onChange } = props;
  const text = typeof value === 'string' ? value : '';
  if (schema.format === 'date-time') {
    const change = (local: string) => onChange(asInstant(local));
    return (
      <TextInput
        {...common}
        type="datetime-local"
        value={asLocalInput(text)}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  }
  if (schema.format === 'date') {
    return <TextInput {...common} type="date" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if ((schema.maxLength ?? 0) >= 500) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        dir="auto"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return <TextInput {...common} dir="auto" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
}

export function NumberField(props: FieldProps) {
  const common = useCommon(props);
  const { schema, value, onChange } = props;
  const limits = {
    ...(schema.minimum === undefined ? {} : { min: schema.minimum }),
    ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
  };
  const change = (next: string | number) => onChange(next === '' ? undefined : Number(next));
  return <NumberInput {...common} {...limits} value={typeof value === 'number' ? value : ''} onChange={change} />;
}

/** Nobody says no by not looking: a yes or no that must be given is chosen. */
export function BooleanField(props: FieldProps) {
  const say = useSay();
  const common = useCommon(props);
  const { schema, isRequired, value, onChange } = props;
  if (isRequired && schema.enum?.length !== 1) {
    const data = [
      { value: 'true', label: say('yes') },
      { value: 'false', label: say('no') },
    ];
    const change = (next: string | null) => onChange(next === null ? undefined : next === 'true');
    return <Select {...common} data={data} value={value === undefined ? null : String(value)} onChange={change} />;
  }
  const { withAsterisk: _, ...shown } = common;
  const checked = typeof value === 'boolean' ? value : schema.default === true;
  const change = (isOn: boolean) => onChange(isOn || schema.enum === undefined ? isOn : undefined);
  return <Checkbox {...shown} checked={checked} onChange={(event) => change(event.currentTarget.checked)} />;
}

export function ChoiceField({ choices, ...props }: FieldProps & { choices: Choice[] }) {
  const say = useSay();
  const pick = usePick();
  const common = useCommon(props);
  const { schema, value, onChange } = props;
  const data = choices.map((one) => ({ value: one.value, label: pick(one.label) }));
  const isNumber = typeof schema.enum?.[0] === 'number';
  const change = (next: string | null) => onChange(next !== null && isNumber ? Number(next) : next);
  const shown = value === undefined || value === null ? null : String(value);
  return (
    <Select {...common} placeholder={say('choose')} searchable clearable data={data} value={shown} onChange={change} />
  );
}

interface CategoryFieldsProps {
  fields: Record<string, CategoryField>;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
  faults: Record<string, string>;
  place: string;
}

/** The intake form of a category, as the organisation's policy asks for it. */
export function CategoryFields({ fields, value, onChange, faults, place }: CategoryFieldsProps) {
  const pick = usePick();
  return Object.entries(fields).map(([code, { title, required, maxLength, choices }]) => {
    const common = { key: code, label: pick(title), withAsterisk: required, error: faults[`${place}.${code}`] };
    const change = (next: string | null) => onChange({ ...value, [code]: next });
    const text = String(value[code] ?? '');
    if (choices) {
      const data = Object.entries(choices).map(([one, choice]) => ({ value: one, label: pick(choice.title) }));
      return <Select {...common} key={code} data={data} value={text || null} onChange={change} clearable />;
    }
    const Input = maxLength > 300 ? Textarea : TextInput;
    const lines = maxLength > 300 ? { autosize: true, minRows: 3 } : {};
    return (
      <Input
        {...common}
        {...lines}
        key={code}
        dir="auto"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
    );
  });
}

/** What the console has no input for yet: the value itself, as JSON. */
export function RawField(props: FieldProps) {
  const common = useCommon(props);
  const { value, onChange } = props;
  const change = (text: string) => {
    try {
      onChange(JSON.parse(text));
    } catch {
      // Not whole yet; the API says what is wrong with it.
      onChange(text);
    }
  };
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? {}, null, 1);
  return (
    <Textarea
      {...common}
      dir="ltr"
      autosize
      minRows={2}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
