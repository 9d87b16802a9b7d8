/** What the screens need of the world: the commands of the shell, and the few things only a window can do. */
import type { commands } from "@/backend/bindings";

export type Commands = typeof commands;

export type Surroundings = {
  /** Lets the person choose files; empty when they changed their mind. */
  chooseFiles: (title: string) => Promise<string[]>;
  /** Lets the person choose a folder. */
  chooseFolder: (title: string) => Promise<string | null>;
  /** Lets the person choose where a file is written. */
  chooseTarget: (title: string, suggestedName: string) => Promise<string | null>;
  /** Hears of files dropped on the window, and of files held over it. Returns how to stop. */
  onFilesDropped: (dropped: (paths: string[]) => void, held: (over: boolean) => void) => () => void;
  /** Address of a document, or of a signed revision of it; it changes when the document does. */
  documentAddress: (caseId: string, kind: string, pdfSha256: string, revision?: number) => string;
};

export type Backend = Commands & Surroundings;
export type * from "@/backend/bindings";
