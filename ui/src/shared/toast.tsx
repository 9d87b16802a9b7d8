/** One short message at the foot of the window, read out politely, gone by itself. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

type Toaster = { toast: (text: string) => void; clear: () => void };
const Context = createContext<Toaster>({ toast: () => undefined, clear: () => undefined });
const SHOWN_FOR_MS = 4500;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [message, setMessage] = useState<{ text: string; at: number } | null>(null);
  const toaster = useMemo<Toaster>(() => ({ toast: (text) => setMessage({ text, at: Date.now() }), clear: () => setMessage(null) }), []);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(() => setMessage(null), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <Context value={toaster}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {message && <div className="toast">{message.text}</div>}
      </div>
    </Context>
  );
}

export const useToast = () => useContext(Context).toast;
/** Takes a message away at once, e.g. when the window locks. */
export const useClearToast = () => useContext(Context).clear;
