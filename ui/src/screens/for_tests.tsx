/** Opens a screen on the in-memory backend, as the window would, for tests. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { BackendProvider } from "@/backend/context";
import { memoryBackend } from "@/backend/memory";
import type { Backend } from "@/backend/port";
import { Gate } from "@/screens/gate";
import { ShortcutsProvider } from "@/shared/shortcuts";
import { ToastProvider } from "@/shared/toast";
import { WordsProvider } from "@/wording/words";

type Change = Partial<Backend> & { search?: string };

export function openScreen(screen: ReactNode, { search = "", ...change }: Change = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" }, mutations: { networkMode: "always" } } });
  return render(
    <QueryClientProvider client={client}>
      <BackendProvider backend={{ ...memoryBackend(search), ...change }}>
        <WordsProvider language="en">
          <ShortcutsProvider>
            <ToastProvider>{screen}</ToastProvider>
          </ShortcutsProvider>
        </WordsProvider>
      </BackendProvider>
    </QueryClientProvider>,
  );
}

/** The whole window on a backend that the test goes on to use, at an address. */
export function show(backend: Backend, place: string) {
  window.location.hash = place;
  return openScreen(<Gate />, backend);
}
