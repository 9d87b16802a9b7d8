import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { I18nProvider } from "react-aria-components";
import { BackendProvider } from "@/backend/context";
import type { Backend } from "@/backend/port";
import { Gate } from "@/screens/gate";
import { AppearanceProvider, useAppearance } from "@/shared/appearance";
import { ShortcutsProvider } from "@/shared/shortcuts";
import { ToastProvider } from "@/shared/toast";
import { WordsProvider } from "@/wording/words";
import "@/screens/look";

const LOCALES = { ja: "ja-JP", en: "en-GB" } as const;

/** The backend is on this machine: a failed read is told at once, and being offline means nothing. */
function client(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", refetchOnWindowFocus: false, staleTime: 2_000 },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

function Window() {
  const { appearance } = useAppearance();
  return (
    <I18nProvider locale={LOCALES[appearance.language]}>
      <WordsProvider language={appearance.language}>
        <ShortcutsProvider>
          <ToastProvider>
            <Gate />
          </ToastProvider>
        </ShortcutsProvider>
      </WordsProvider>
    </I18nProvider>
  );
}

function Program({ backend }: { backend: Backend }) {
  const [queries] = useState(client);
  return (
    <QueryClientProvider client={queries}>
      <BackendProvider backend={backend}>
        <AppearanceProvider>
          <Window />
        </AppearanceProvider>
      </BackendProvider>
    </QueryClientProvider>
  );
}

/** In a browser (`npm run dev`) there is no shell: the screens stand on the in-memory backend with made-up cases. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV) return (await import("@/backend/memory")).memoryBackend(window.location.search);
  return (await import("@/backend/tauri")).tauriBackend;
}

const root = document.getElementById("root");
if (root !== null) {
  const created = createRoot(root);
  void backend().then((chosen) =>
    created.render(
      <StrictMode>
        <Program backend={chosen} />
      </StrictMode>,
    ),
  );
}
