import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSay } from './language';

/** A dialog with its title and a way out. Its head is no banner of the page, as that of the library's own dialog is. */
export function Dialog({ title, onClose, children }: { title: string | null; onClose(): void; children: ReactNode }) {
  const say = useSay();
  return (
    // It goes at once: an empty dialog that fades would be read out.
    <Modal.Root opened={title !== null} onClose={onClose} size="lg" transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Group justify="space-between" mb="md">
            <Modal.Title fw={600}>{title}</Modal.Title>
            <Modal.CloseButton aria-label={say('close')} />
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
