/** A panel of the made-up colon cancer, brought to where a test begins. */
import { memoryBackend } from "@/backend/memory";
import { meeting } from "@/backend/memory/settled";
import type { Backend, NewOpinion } from "@/backend/port";

export const TODAY = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
export const ACCEPTED = "enc-cet";
export const OTHER = "pem-msi";
export const SECRET = "a made-up remark of the pathologist";

/** A case with one accepted option, its confirmatory test waived, and a draft. */
export async function drafted(): Promise<Backend> {
  const backend = memoryBackend();
  await backend.decideFinding("crc", ACCEPTED, "accepted", null);
  await backend.confirmFinding("crc", ACCEPTED, { step: "waived", by: "Made-up Chair", because: "made-up" });
  await backend.composeReport("crc");
  return backend;
}

export async function called(): Promise<Backend> {
  const backend = await drafted();
  await backend.convenePanel("crc", meeting(TODAY));
  return backend;
}

export const opinion = (seat: number | null, stance: string, comment: string | null = null): NewOpinion => ({
  seat,
  findings: [ACCEPTED, OTHER].map((finding) => ({ finding, stance, comment })),
  overall: null,
  received_by: seat === null ? null : "by phone",
});

export const refusedWith = (code: string) => ({ message: { code } });
