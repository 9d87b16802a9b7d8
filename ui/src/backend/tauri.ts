/** The real backend: commands of the shell, its dialogs and its drops. */
import { convertFileSrc } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { commands } from "@/backend/bindings";
import type { Backend } from "@/backend/port";

export const tauriBackend: Backend = {
  ...commands,
  chooseFiles: async (title) => (await open({ title, multiple: true })) ?? [],
  chooseFolder: (title) => open({ title, directory: true }),
  chooseTarget: (title, suggestedName) =>
    save({ title, defaultPath: suggestedName, filters: [{ name: "PDF", extensions: ["pdf"] }] }),
  onFilesDropped: (dropped, held) => {
    const stop = getCurrentWebview().onDragDropEvent(({ payload }) => {
      held(payload.type === "enter" || payload.type === "over");
      if (payload.type === "drop") dropped(payload.paths);
    });
    return () => void stop.then((unlisten) => unlisten());
  },
  documentAddress: (caseId, kind, pdfSha256, revision) => `${convertFileSrc([caseId, kind, revision].filter((part) => part !== undefined).join("/"), "report")}?v=${pdfSha256}`,
};
