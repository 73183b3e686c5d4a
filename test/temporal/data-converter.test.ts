import { expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { dataConverter, inflated, readable } from '../../temporal/data-converter.ts';

const [codec] = dataConverter.payloadCodecs ?? [];
const payloadOf = (value: unknown) => defaultPayloadConverter.toPayload(value);
const encoded = async (value: unknown) => (await codec?.encode([payloadOf(value)]))?.[0] as Payload;

const long = { text: 'نصّ طويل '.repeat(200), list: Array.from({ length: 50 }, (_, place) => ({ place })) };

test('what is long is deflated, under the name that the engine’s own codec has for it, and comes back as it was', async () => {
  const stored = await encoded(long);
  expect(Buffer.from(stored.metadata?.encoding ?? []).toString()).toBe('binary/zlib');
  expect(stored.data?.length).toBeLessThan((payloadOf(long).data?.length ?? 0) / 3);
  const [back] = (await codec?.decode([stored])) ?? [];
  expect(defaultPayloadConverter.fromPayload(back as Payload)).toEqual(long);
});

test('what is short, and what an earlier release wrote, stays as it is', async () => {
  const short = payloadOf({ accepted: true });
  expect(await codec?.encode([short])).toEqual([short]);
  const earlier = payloadOf(long);
  expect(await codec?.decode([earlier])).toEqual([earlier]);
  expect(inflated({ metadata: {}, data: null })).toEqual({ metadata: {}, data: null });
});

test('a payload that was cut off is an error, and no half a value', async () => {
  const { metadata, data } = await encoded(long);
  const cut = { metadata, data: data?.slice(0, -8) };
  await expect(codec?.decode([cut])).rejects.toThrow(/unexpected end of file/);
});

test('a history can be made readable, wherever a payload stands in it', async () => {
  const history = { events: [{ input: { payloads: [await encoded(long)] } }, { memo: null, eventId: 2n }] };
  const [started] = readable(history).events;
  expect(started?.input?.payloads.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([long]);
});
