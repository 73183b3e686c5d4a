import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useSay } from './language';

/** Opens any case by its number, from anywhere. */
export function OpenByNumber() {
  const say = useSay();
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const open = (event: FormEvent) => {
    event.preventDefault();
    const asked = number.trim().toUpperCase();
    if (!asked) return;
    setNumber('');
    void navigate({ to: '/cases/$number', params: { number: asked } });
  };
  return (
    <form onSubmit={open}>
      <TextInput
        w={{ base: 96, sm: 230 }}
        dir="ltr"
        aria-label={say('openByNumber')}
        placeholder={say('openByNumber')}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
    </form>
  );
}
