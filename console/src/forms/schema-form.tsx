import { Button, Fieldset, MultiSelect, Group as Row, Stack, TagsInput } from '@mantine/core';
import type { Schema } from '../api/forms';
import { usePick, useSay } from '../app/language';
import { choicesInArabic } from '../words/fields';
import { asWords } from '../words/wording';
import { type Choice, choicesOf, type FormContext } from './context';
import { useFieldName } from './field-name';
import {
  BooleanField,
  CategoryFields,
  ChoiceField,
  type FieldProps,
  NumberField,
  RawField,
  TextField,
  useCommon,
} from './inputs';

interface Props {
  schema: Schema;
  value: Record<string, unknown>;
  onChange(value: Record<string, unknown>): void;
  context: FormContext;
  /** What the API found wrong, by the place of the field. */
  faults: Record<string, string>;
  /** Where the form stands in a larger one, like `customer.`. */
  place?: string;
}

/** A form for the body of a command, drawn from its schema. What must be given comes first. */
export function SchemaForm({ schema, value, onChange, context, faults, place = '' }: Props) {
  const nameOf = useFieldName();
  const required = schema.required ?? [];
  const names = Object.keys(schema.properties ?? {});
  const ordered = [...names.filter((one) => required.includes(one)), ...names.filter((one) => !required.includes(one))];
  return (
    <Stack gap="sm">
      {ordered.map((name) => {
        const field = {
          name,
          label: nameOf(name),
          schema: schema.properties?.[name] ?? {},
          isRequired: required.includes(name),
          value: value[name],
          onChange: (next: unknown) => onChange({ ...value, [name]: next }),
          ...{ context, faults, place: `${place}${name}` },
        };
        return <Field key={name} {...field} />;
      })}
    </Stack>
  );
}

/** A form inside a form, under its name. */
export function Group({ legend, ...form }: Props & { legend: string }) {
  return (
    <Fieldset legend={legend}>
      <SchemaForm {...form} />
    </Fieldset>
  );
}

/** One field, by what the API says that it takes. */
function Field(props: FieldProps) {
  const { name, schema: given, context } = props;
  const schema = oneOf(given);
  const all = { ...props, schema };
  const choices = choicesOf(name, given, context) ?? choicesOf(name, schema, context);
  if (schema.type === 'array') return <ListField {...all} choices={choices ?? enumOf(schema.items)} />;
  if (schema.type === 'object') return <ObjectField {...all} />;
  if (schema.type === 'boolean') return <BooleanField {...all} />;
  if (choices || schema.enum) return <ChoiceField {...all} choices={choices ?? enumOf(schema) ?? []} />;
  if (schema.type === 'integer' || schema.type === 'number') return <NumberField {...all} />;
  return <TextField {...all} />;
}

/** Of several forms that a value may have, the first that is not nothing. */
function oneOf(schema: Schema): Schema {
  const forms = schema.anyOf ?? schema.oneOf;
  const first = forms?.find(({ type }) => type !== 'null');
  if (first) return { ...first, ...(schema.description ? { description: schema.description } : {}) };
  return Array.isArray(schema.type)
    ? { ...schema, type: schema.type.find((one) => one !== 'null') ?? 'string' }
    : schema;
}

function enumOf(schema: Schema | undefined): Choice[] | null {
  if (!schema?.enum) return null;
  return schema.enum.map((one) => ({
    value: String(one),
    label: { ar: choicesInArabic[String(one)] ?? String(one), en: asWords(String(one)) },
  }));
}

function ListField({ choices, ...props }: FieldProps & { choices: Choice[] | null }) {
  const say = useSay();
  const pick = usePick();
  const common = useCommon(props);
  const { schema, value, onChange, context, faults, place, label } = props;
  const items = Array.isArray(value) ? value : [];
  const item = schema.items ?? {};
  if (item.type === 'object') {
    return (
      <Fieldset legend={label}>
        {items.map((one, index) => (
          // What has no name of its own is known by its place in the list.
          // biome-ignore lint/suspicious/noArrayIndexKey: an item has no name, and all that its inputs show comes from above
          <div key={index}>
            <Group
              legend={`${label} ${index + 1}`}
              schema={item}
              value={one as Record<string, unknown>}
              onChange={(next) => onChange(items.map((other, at) => (at === index ? next : other)))}
              context={context}
              faults={faults}
              place={`${place}.${index}.`}
            />
            <Button
              variant="subtle"
              color="red"
              size="xs"
              onClick={() => onChange(items.filter((_, at) => at !== index))}
            >
              {say('remove')}
            </Button>
          </div>
        ))}
        <Row>
          <Button variant="light" size="xs" onClick={() => onChange([...items, {}])}>
            {say('add')}
          </Button>
        </Row>
      </Fieldset>
    );
  }
  const texts = items.map(String);
  if (!choices) return <TagsInput {...common} value={texts} onChange={onChange} />;
  const data = choices.map((one) => ({ value: one.value, label: pick(one.label) }));
  return <MultiSelect {...common} data={data} value={texts} onChange={onChange} searchable clearable />;
}

function ObjectField(props: FieldProps) {
  const { name, label, schema, value, onChange, context, faults, place } = props;
  const inner = (value ?? {}) as Record<string, unknown>;
  if (schema.properties) {
    return (
      <Group {...{ legend: label, schema, context, faults }} value={inner} onChange={onChange} place={`${place}.`} />
    );
  }
  const code = context.category ?? context.view?.category;
  const category = context.policy?.categories[code ?? ''];
  // Each category has fields of its own: they come once it is chosen.
  if (name === 'fields' && !code && context.policy) return null;
  if (name === 'fields' && category) {
    return <CategoryFields {...{ fields: category.fields, value: inner, onChange, faults, place }} />;
  }
  return <RawField {...props} />;
}
