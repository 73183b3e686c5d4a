/** A browser that nobody touches is signed out: what the page reads by itself would keep the session for ever. */
import { useEffect } from 'react';
import { api } from '../api/client';
import { mark } from './mark';

/** As long as a session may be idle, in milliseconds. */
const idleMs = 30 * 60_000;

/** When a person last touched any page of this browser, in milliseconds: pages share it. */
const name = 'inaya-touched-at';
const touchedAt = () => Number(localStorage.getItem(name) ?? Date.now());

/** Signs out once nobody has touched a page of this browser for half an hour. What was typed stays for its writer. */
export function useIdleEnd(session: string | undefined): void {
  useEffect(() => {
    if (!session) return;
    const touch = () => localStorage.setItem(name, String(Date.now()));
    touch();
    const signs = ['pointerdown', 'keydown', 'scroll'] as const;
    for (const sign of signs) addEventListener(sign, touch, { passive: true });
    const look = async () => {
      if (Date.now() - touchedAt() < idleMs) return;
      mark.expire();
      // Another page of this browser may have ended it already.
      await api.DELETE('/v1/sessions/{session}', { params: { path: { session } } }).catch(() => undefined);
      window.location.assign('/console/sign-in');
    };
    const timer = setInterval(() => void look(), 15_000);
    return () => {
      for (const sign of signs) removeEventListener(sign, touch);
      clearInterval(timer);
    };
  }, [session]);
}
