/** The live document. The address changes with its content, so that an old page is never left standing. */
import { useBackend } from "@/backend/context";
import type { DocumentView } from "@/backend/port";
import { useWords } from "@/wording/words";

/** `revision` is told for one that was set aside; without it, the present document is shown. */
export function Preview({ caseId, document, revision }: { caseId: string; document: DocumentView; revision?: number }) {
  const backend = useBackend();
  const { name } = useWords();
  return (
    <iframe
      key={document.pdf_sha256}
      className="preview"
      title={name("document", document.kind)}
      src={backend.documentAddress(caseId, document.kind, document.pdf_sha256, revision)}
    />
  );
}
